using System.Net;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a sender sends, the receiver ends, stores each byte once, in order and never more than its limit, and is
/// done only when it was all stored.
/// </summary>
internal static class TftpReceivers
{
    private const int MaxFileBytes = 3000; // short, so that inputs reach it
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("192.0.2.7"), 2048);

    private static readonly TftpSettings Settings = new()
    {
        MaxWindowBlocks = 4,
        MaxTries = 3,
        MaxFileBytes = MaxFileBytes,
    };

    private static readonly TftpRequest Request = new(
        IsWrite: true, "f", TftpMode.Octet, new TftpOptions(BlockBytes: 16, WindowBlocks: 4));

    public static void Run(ReadOnlySpan<byte> input)
    {
        int kind = input.IsEmpty ? 0 : input[0] % 4;
        TftpMode mode = kind < 2 ? TftpMode.Octet : TftpMode.Netascii;
        var sink = new Sink();
        TftpReceiver receiver = kind % 2 == 0
            ? TftpReceiver.Accept(Request with { Mode = mode }, Peer, sink, Settings)
            : TftpReceiver.Get("f", mode, Peer, sink, Settings);
        var run = new MachineRun(receiver, Peer, maxAtOnce: 3) { OnSent = static _ => { } };
        run.Run(input.IsEmpty ? input : input[1..]);
        Invariant.Require(receiver.Outcome.Status != TftpStatus.Done || sink.IsComplete, "done before it is stored");
        Invariant.Require(sink.Length <= receiver.ReceivedBytes, "more is stored than came");
    }

    private sealed class Sink : IBlockSink
    {
        public long Length { get; private set; }

        public bool IsComplete { get; private set; }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            Invariant.Require(offset == Length && !IsComplete, "not in order");
            Length += bytes.Length;
            Invariant.Require(Length <= MaxFileBytes, "more than the limit");
        }

        public bool TryComplete() => IsComplete = true;
    }
}
