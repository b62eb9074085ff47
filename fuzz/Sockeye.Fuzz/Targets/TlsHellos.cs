using Sockeye.Transports.Tls;

namespace Sockeye.Fuzz.Targets;

/// <summary>Whatever a server answers to a handshake, whether it resumed a session is the same in any pieces.</summary>
internal static class TlsHellos
{
    public static void Run(ReadOnlySpan<byte> input) =>
        Invariant.Require(
            Watch(input, Math.Max(1, input.Length)) == Watch(input, 1 + (input.Length / 7)),
            "another reading in pieces");

    private static bool? Watch(ReadOnlySpan<byte> input, int pieceBytes)
    {
        var watch = new ServerHelloWatch();
        for (int at = 0; at < input.Length; at += pieceBytes)
            watch.Add(input.Slice(at, Math.Min(pieceBytes, input.Length - at)));
        return watch.IsResumed;
    }
}
