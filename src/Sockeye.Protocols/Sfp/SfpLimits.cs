using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

/// <summary>The limits of SFP/1, and where they come from.</summary>
public static class SfpLimits
{
    /// <summary>The TCP port of <c>sockeye serve files</c>: the exercise's own.</summary>
    public const int DefaultPort = 57;

    /// <summary>
    /// The longest line of a request, an answer or a listing, in bytes: what a Linux terminal lets a person type.
    /// </summary>
    public const int MaxLineBytes = LineDecoder.DefaultMaxLineBytes;

    /// <summary>
    /// The longest name in bytes of UTF-8: a line less the longest words before it, <c>PUT</c>, a length and a sum.
    /// </summary>
    public const int MaxNameBytes = MaxLineBytes - 96;

    /// <summary>
    /// How many lines of a listing a client holds: our choice, 1,000,000, some 200 MB of memory. A server may send
    /// more.
    /// </summary>
    public const int MaxListedEntries = 1_000_000;

    /// <summary>
    /// How much of names a client holds of a listing, in characters: our choice, 64 Mi, 128 MiB of memory.
    /// </summary>
    public const long MaxListedChars = 64 * 1024 * 1024;
}
