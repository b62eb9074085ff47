using Sockeye.Protocols.Checks;

namespace Sockeye.Files.Sfp;

/// <summary>How files are served.</summary>
public sealed record SfpOptions
{
    /// <summary>Whether the connection ends after the first answer, as in once mode. Default: no.</summary>
    public bool ClosesAfterFirstAnswer { get; init; }

    /// <summary>Whether passwords are taken where others on the way could read them. Default: no.</summary>
    public bool TakesPlainPasswords { get; init; }

    /// <summary>
    /// How long a client that was accepted may take to ask once while the server stops. Default 4.5 s, our choice: a
    /// little less than the usual drain time.
    /// </summary>
    public TimeSpan FirstRequestTimeout { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// Up to which length a file is summed before it is sent, in bytes. Default 1 MiB: about a millisecond.
    /// </summary>
    /// <remarks>
    /// Longer files are sent at once, and <c>SUM</c> tells the SHA-256 to whoever asks. 0 sums none. What is known from
    /// an earlier sum is told whatever the length.
    /// </remarks>
    public long MaxSumFirstBytes { get; init => field = Require.AtLeast(0, value); } = 1024 * 1024;
}
