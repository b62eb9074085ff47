using System.Net;
using System.Text;
using Sockeye.Protocols.Http;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client writes into the fields that say whom a proxy speaks for, what our own proxy appends to it is what
/// counts.
/// </summary>
internal static class HttpForwarded
{
    private static readonly IPEndPoint Client4 = IPEndPoint.Parse("192.0.2.9:0");
    private static readonly IPEndPoint Client6 = IPEndPoint.Parse("[2001:db8::9]:4711");

    public static void Run(ReadOnlySpan<byte> input)
    {
        string written = Encoding.Latin1.GetString(input);
        Require(ForwardedFor.Parse([written + ", for=192.0.2.9"]), Client4);
        Require(ForwardedFor.Parse([written + ", for=\"[2001:db8::9]:4711\";proto=https"]), Client6);
        Require(ForwardedFor.Parse([written, "for=192.0.2.9"]), Client4);
        Require(ForwardedFor.ParseList([written + ", 192.0.2.9"]), Client4);
        Require(ForwardedFor.ParseList([written, "[2001:db8::9]:4711"]), Client6);
        Invariant.Require(ForwardedFor.SchemeOf([], [written + ", https"]) == "https", "another scheme");
        Invariant.Require(
            ForwardedFor.SchemeOf([written + ", for=\"[2001:db8::9]\";proto=https"], []) == "https", "another scheme");
    }

    private static void Require(IReadOnlyList<IPEndPoint?> addresses, IPEndPoint client) =>
        Invariant.Require(client.Equals(addresses[^1]), "another client");
}
