namespace Sockeye.Protocols.Tftp;

/// <summary>Which options a client asks for, which ones a server agrees to, and what follows (RFC 2347).</summary>
internal static class TftpNegotiation
{
    /// <summary>The options of our own request.</summary>
    /// <param name="settings">What we would like.</param>
    /// <param name="transferBytes">The file's size for <c>tsize</c>, 0 to ask for it, null to leave it out.</param>
    public static TftpOptions Ask(TftpSettings settings, long? transferBytes)
    {
        if (!settings.AsksForOptions)
            return TftpOptions.None;

        int window = WindowFor(settings.BlockBytes, settings.MaxWindowBlocks, settings);
        int seconds = Math.Clamp((int)Math.Ceiling(settings.Timeout.TotalSeconds), 1, TftpOptions.MaxTimeoutSeconds);
        return new TftpOptions(
            settings.BlockBytes,
            settings.AsksForTimeout ? seconds : null,
            transferBytes,
            window > 1 ? window : null); // 1 is what happens without the option
    }

    /// <summary>A server's answer to the options of a request. Empty: there is no OACK.</summary>
    /// <param name="asked">The options of the request.</param>
    /// <param name="settings">What we agree to at most.</param>
    /// <param name="transferBytes">What to answer to <c>tsize</c>; null to leave it out.</param>
    public static TftpOptions Agree(TftpOptions asked, TftpSettings settings, long? transferBytes)
    {
        int? block = asked.BlockBytes is { } bytes ? Math.Min(bytes, settings.BlockBytes) : null;
        int? window = asked.WindowBlocks is { } blocks
            ? WindowFor(block ?? TftpSettings.DefaultBlockBytes, Math.Min(blocks, settings.MaxWindowBlocks), settings)
            : null;
        return new TftpOptions(block, asked.TimeoutSeconds, asked.TransferBytes is null ? null : transferBytes, window);
    }

    /// <summary>Whether an OACK keeps to what we asked.</summary>
    public static bool IsAcceptable(TftpOptionAck answer, TftpOptions asked)
    {
        TftpOptions options = answer.Options;
        return !answer.HasOthers
            && (options.BlockBytes is null || options.BlockBytes <= asked.BlockBytes) // RFC 2348: less or equal
            && (options.WindowBlocks is null || options.WindowBlocks <= asked.WindowBlocks) // RFC 7440 §3: the same
            && (options.TimeoutSeconds is null || options.TimeoutSeconds == asked.TimeoutSeconds) // RFC 2349: equal
            && (options.TransferBytes is null || asked.TransferBytes is not null);
    }

    /// <summary>What follows from an OACK, on both sides.</summary>
    public static TftpTerms TermsOf(TftpOptions agreed, TftpSettings settings) => new(
        agreed.BlockBytes ?? TftpSettings.DefaultBlockBytes,
        agreed.WindowBlocks ?? 1,
        agreed.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Timeout,
        agreed.TransferBytes);

    private static int WindowFor(int blockBytes, int blocks, TftpSettings settings) =>
        Math.Clamp(settings.MaxWindowBytes / blockBytes, 1, blocks);
}
