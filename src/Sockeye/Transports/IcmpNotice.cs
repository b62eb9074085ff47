using System.Net;

namespace Sockeye.Transports;

/// <summary>What the kernel tells of an ICMP error (<c>struct sock_extended_err</c>, ip(7)).</summary>
/// <param name="Type">Its type.</param>
/// <param name="Code">Its code.</param>
/// <param name="Information">
/// The MTU in bytes of a path that is too narrow, or where a parameter is wrong; else 0.
/// </param>
/// <param name="Sender">Who sent the error.</param>
public sealed record IcmpNotice(byte Type, byte Code, uint Information, IPAddress Sender);
