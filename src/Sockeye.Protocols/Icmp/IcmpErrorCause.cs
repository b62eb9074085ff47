namespace Sockeye.Protocols.Icmp;

/// <summary>What an ICMP error says: why a datagram did not arrive.</summary>
/// <param name="Version">Which ICMP says it.</param>
/// <param name="Type">The message: unreachable, time exceeded …</param>
/// <param name="Code">The reason within it.</param>
/// <param name="Information">
/// The MTU of the next hop in bytes, for a datagram too big (RFC 1191 §4, RFC 4443 §3.2); where the parameter problem
/// is; else 0.
/// </param>
public readonly record struct IcmpErrorCause(IcmpVersion Version, byte Type, byte Code, uint Information)
{
    private const byte FragmentationNeeded4 = 4; // of IcmpType.Unreachable4

    /// <summary>Whether it was too big for a link on its way.</summary>
    public bool IsTooBig => Version == IcmpVersion.V4
        ? (Type, Code) == (IcmpType.Unreachable4, FragmentationNeeded4)
        : Type == IcmpType.TooBig6;

    /// <summary>Whether it only says that there is a shorter way: the datagram itself went on.</summary>
    public bool IsAdvice => Version == IcmpVersion.V4 && Type is IcmpType.Redirect4 or IcmpType.SourceQuench4;

    /// <summary>The reason in words: <c>host unreachable</c>, <c>time to live exceeded</c>.</summary>
    public override string ToString() => IcmpErrorText.Of(this);
}
