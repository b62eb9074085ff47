using System.Net;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client answers, the sender ends, sends no more than a window at once, only bytes of its file in blocks
/// of the size agreed on, and is done only when it has sent all of it.
/// </summary>
internal static class TftpSenders
{
    private const int WindowBlocks = 4;
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("192.0.2.7"), 2048);
    private static readonly byte[] File = [.. Enumerable.Range(0, 2000).Select(at => (byte)(at * 7))];
    private static readonly byte[] Netascii = [.. File.SelectMany(NetasciiOf)]; // RFC 764: CR LF, CR NUL
    private static readonly TftpSettings Settings = new() { MaxWindowBlocks = WindowBlocks, MaxTries = 3 };

    private static readonly TftpRequest Request = new(
        IsWrite: false, "f", TftpMode.Octet, new TftpOptions(BlockBytes: 100, WindowBlocks: WindowBlocks));

    public static void Run(ReadOnlySpan<byte> input)
    {
        int kind = input.IsEmpty ? 0 : input[0] % 4;
        (TftpMode mode, byte[] wire) = kind < 2 ? (TftpMode.Octet, File) : (TftpMode.Netascii, Netascii);
        TftpSender sender = kind % 2 == 0
            ? TftpSender.Serve(Request with { Mode = mode }, Peer, new Source(), Settings)
            : TftpSender.Put("f", mode, Peer, new Source(), Settings);
        int sentTo = 0;
        new MachineRun(sender, Peer, WindowBlocks + 2) { OnSent = Check }.Run(input.IsEmpty ? input : input[1..]);
        Invariant.Require(sender.Outcome.Status != TftpStatus.Done || sentTo == wire.Length, "done before its end");

        void Check(ReadOnlyMemory<byte> datagram)
        {
            if (!TftpData.TryParse(datagram.Span, out TftpData data))
                return;

            int offset = (data.Block - 1) * sender.Terms.BlockBytes;
            Invariant.Require(
                data.Payload.Length <= sender.Terms.BlockBytes
                && wire.AsSpan(offset, data.Payload.Length).SequenceEqual(data.Payload),
                "not the bytes of its file");
            sentTo = Math.Max(sentTo, offset + data.Payload.Length);
        }
    }

    private static byte[] NetasciiOf(byte one) => one switch
    {
        (byte)'\n' => "\r\n"u8.ToArray(),
        (byte)'\r' => "\r\0"u8.ToArray(),
        _ => [one],
    };

    private sealed class Source : IBlockSource
    {
        public long? Length => File.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            int length = Math.Min(buffer.Length, File.Length - (int)offset);
            File.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }
    }
}
