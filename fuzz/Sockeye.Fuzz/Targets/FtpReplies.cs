using System.Buffers;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a server sends, our client reads the same of it in any pieces, and throws nothing but that the peer is
/// wrong.
/// </summary>
internal static class FtpReplies
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        List<FtpReply> whole = Decode(bytes, bytes.Length, out bool isWrong);
        List<FtpReply> pieces = Decode(bytes, 1 + (bytes.Length / 5), out bool isWrongInPieces);
        if (isWrong != isWrongInPieces || whole.Count != pieces.Count
            || !whole.Zip(pieces).All(pair => pair.First.Lines.SequenceEqual(pair.Second.Lines)))
            throw new InvalidOperationException("another reading in pieces");

        foreach (FtpReply reply in whole)
            Understand(reply);
    }

    private static List<FtpReply> Decode(byte[] bytes, int pieceBytes, out bool isWrong)
    {
        var decoder = new FtpReplyDecoder();
        var replies = new List<FtpReply>();
        var unread = ReadOnlySequence<byte>.Empty;
        isWrong = false;
        try
        {
            for (int end = 0; end < bytes.Length;)
            {
                int start = end - (int)unread.Length;
                end = Math.Min(bytes.Length, end + pieceBytes);
                unread = new ReadOnlySequence<byte>(bytes, start, end - start);
                while (decoder.TryDecode(ref unread, out FtpReply reply))
                    replies.Add(reply);
            }
        }
        catch (PeerProtocolException)
        {
            isWrong = true;
        }

        return replies;
    }

    private static void Understand(FtpReply reply)
    {
        FtpFeatures.From(reply).Has("REST", "STREAM");
        FtpHashReply.Parse(reply);
        FtpPath.Unquote(reply.Text);
        _ = FtpAddress.TryParsePassive(reply.Text, out _) | FtpAddress.TryParseExtendedPassive(reply.Text, out _)
            | FtpTime.TryParse(reply.Text, out _);
        foreach (string line in reply.Lines)
        {
            if (FtpEntry.TryParse(line, out FtpEntry? entry))
                entry!.Write(FtpFacts.All);
            if (UnixListingParser.TryParse(line, Now, out entry))
                UnixListing.Write(entry!, Now);
        }
    }
}
