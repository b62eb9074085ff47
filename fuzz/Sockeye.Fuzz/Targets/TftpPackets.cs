using System.Buffers;
using System.Text;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a datagram holds, it is at most one kind of packet of TFTP, and what was read of it is written and read
/// again as the same.
/// </summary>
internal static class TftpPackets
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        bool isRequest = TftpRequest.TryParse(input, out TftpRequest? request);
        bool isAck = TftpAck.TryParse(input, out TftpAck ack);
        bool isOptionAck = TftpOptionAck.TryParse(input, out TftpOptionAck options);
        bool isData = TftpData.TryParse(input, out TftpData data);
        bool isError = TftpError.TryParse(input, out TftpError error);
        int kinds = new[] { isRequest, isAck, isOptionAck, isData, isError }.Count(isThat => isThat);
        Invariant.Require(kinds <= 1, "two kinds of packet");

        var output = new ArrayBufferWriter<byte>();
        if (isRequest)
            Check(request!, output);
        if (isAck)
            ack.Write(output);
        Invariant.Require(
            !isAck || (TftpAck.TryParse(output.WrittenSpan, out TftpAck ackAgain) && ackAgain == ack), "another ACK");
        if (isOptionAck)
            options.Write(output);
        Invariant.Require(
            !isOptionAck || (TftpOptionAck.TryParse(output.WrittenSpan, out TftpOptionAck optionsAgain)
                && optionsAgain.Options == options.Options),
            "another OACK");
        Invariant.Require(
            !isData || data.Payload.Length == input.Length - TftpData.HeaderBytes, "another payload");
        Invariant.Require(!isError || error.Text.IndexOf((byte)0) < 0, "an error's text goes on behind its end");
    }

    private static void Check(TftpRequest request, ArrayBufferWriter<byte> output)
    {
        TftpOptions options = request.Options;
        Invariant.Require(
            options.BlockBytes is null or (>= TftpOptions.MinBlockBytes and <= TftpOptions.MaxBlockBytes)
            && options.WindowBlocks is null or (>= 1 and <= TftpOptions.MaxWindowBlocks)
            && options.TimeoutSeconds is null or (>= 1 and <= TftpOptions.MaxTimeoutSeconds)
            && options.TransferBytes is null or >= 0,
            "an option is out of its range");
        bool canBeWritten = request.Mode is not null
            && Encoding.UTF8.GetByteCount(request.FileName) <= TftpRequest.MaxFileNameBytes;
        if (!canBeWritten)
            return;

        request.Write(output);
        Invariant.Require(
            TftpRequest.TryParse(output.WrittenSpan, out TftpRequest? again) && again == request, "another request");
    }
}
