using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Tftp;

/// <summary>What our side of a transfer wants and allows. Every limit is finite.</summary>
public sealed record TftpSettings
{
    /// <summary>The block size when none is agreed (RFC 1350 §5).</summary>
    public const int DefaultBlockBytes = 512;

    /// <summary>
    /// A block that fits an Ethernet frame with room for IPv6 and a tunnel: 1,428 (the example of RFC 2348).
    /// </summary>
    public const int EthernetBlockBytes = 1_428;

    /// <summary>
    /// The default of <see cref="MaxWindowBlocks"/>: 64. Peers are known to fail above (u-root#1966).
    /// </summary>
    public const int DefaultMaxWindowBlocks = 64;

    /// <summary>
    /// The largest window ever used, half of the block numbers less one: with more, an old ACK looks like a new one.
    /// </summary>
    public const int WindowBlocksLimit = 32_767;

    /// <summary>
    /// The default of <see cref="MaxWindowBytes"/>: 96 KiB. The kernel charges a datagram as the next power of two
    /// above its bytes, and some 256 more: blocks of 2^n bytes count double, and 96 KiB of them fit the receive buffer
    /// that Linux gives a socket (net.core.rmem_default, 212,992). The thirteenth block of 8 KiB is lost, and costs a
    /// time-out.
    /// </summary>
    public const int DefaultMaxWindowBytes = 98_304;

    /// <summary>
    /// The default of <see cref="MaxTries"/>: 6, with doubling time-outs about half a minute, as tftp-hpa waits.
    /// </summary>
    public const int DefaultMaxTries = 6;

    /// <summary>
    /// How often a first DATA block is sent to a client that never answered: 3. It may be an address that somebody
    /// else made up, and a block of 512 bytes is larger than the request (RFC 1350 has no other proof of address).
    /// </summary>
    public const int MaxUnansweredBlocks = 3;

    /// <summary>
    /// Where the doubling of time-outs ends: 8 s, three doublings from 1 s. A longer one agreed on is kept.
    /// </summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(8);

    /// <summary>The largest block: what a client asks for, what a server agrees to. Default 1,428 bytes.</summary>
    public int BlockBytes
    {
        get;
        init => field = Require.InRange(TftpOptions.MinBlockBytes, TftpOptions.MaxBlockBytes, value);
    } = EthernetBlockBytes;

    /// <summary>The largest window: what a client asks for, what a server agrees to. Default 64 blocks.</summary>
    public int MaxWindowBlocks
    {
        get;
        init => field = Require.InRange(1, WindowBlocksLimit, value);
    } = DefaultMaxWindowBlocks;

    /// <summary>
    /// The most bytes in a window, whatever the block size; one block is always allowed. Default 96 KiB.
    /// </summary>
    public int MaxWindowBytes { get; init => field = Require.InRange(1, int.MaxValue, value); } = DefaultMaxWindowBytes;

    /// <summary>
    /// How long to wait before sending again, when nothing was agreed. Doubles with each try. Default 1 s.
    /// </summary>
    public TimeSpan Timeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether a client asks for the <c>timeout</c> option with <see cref="Timeout"/> in whole seconds. Default no.
    /// </summary>
    public bool AsksForTimeout { get; init; }

    /// <summary>
    /// Whether a client asks for any option. Default yes; some old servers refuse a request with options.
    /// </summary>
    public bool AsksForOptions { get; init; } = true;

    /// <summary>How often a packet is sent before the peer counts as gone. Default 6.</summary>
    public int MaxTries { get; init => field = Require.InRange(1, 100, value); } = DefaultMaxTries;

    /// <summary>
    /// The largest file that is received. Default 2^42 bytes (4 TiB): above any file a person would send so.
    /// </summary>
    public long MaxFileBytes { get; init => field = Require.AtLeast(0, value); } = 1L << 42;

    /// <summary>
    /// Whether a receiver always waits after its last ACK in case it was lost. When not, it does so only if something
    /// was lost before, so that a command is not held up on a network that loses nothing. Default yes.
    /// </summary>
    public bool AlwaysDallies { get; init; } = true;
}

/// <summary>What both sides of a transfer have agreed on.</summary>
/// <param name="BlockBytes">Bytes in every block but the last.</param>
/// <param name="WindowBlocks">Blocks sent before an ACK is awaited.</param>
/// <param name="Timeout">How long to wait before sending again.</param>
/// <param name="TransferBytes">The file's bytes, when announced.</param>
public readonly record struct TftpTerms(int BlockBytes, int WindowBlocks, TimeSpan Timeout, long? TransferBytes)
{
    /// <summary>The terms of a transfer without options (RFC 1350): 512 bytes, one block at a time.</summary>
    internal static TftpTerms WithoutOptions(TftpSettings settings) =>
        new(TftpSettings.DefaultBlockBytes, 1, settings.Timeout, null);
}
