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
        Decoded<(int Code, string Text)> replies = Decoded<(int, string)>.InAnyPieces(
            () => new FtpReplyDecoder(), input.ToArray(), static reply => (reply.Code, string.Join('\n', reply.Lines)),
            FtpLimits.MaxReplyLineBytes + 1);
        foreach ((int code, string text) in replies.Frames)
            Understand(new FtpReply(code, text.Split('\n')));
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
