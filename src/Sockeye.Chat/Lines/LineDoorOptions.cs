using Sockeye.Driving;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Chat.Lines;
using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Framing;

namespace Sockeye.Chat.Lines;

/// <summary>The limits of the door for netcat and telnet.</summary>
public sealed record LineDoorOptions
{
    /// <summary>How a client meets the hall; where it comes from is filled in for each.</summary>
    public ChatLineOptions Session { get; init; } = new();

    /// <summary>The longest line taken, in bytes. Default 4,096: what a Linux terminal lets a person type.</summary>
    public int MaxLineBytes { get; init => field = Require.AtLeast(1, value); } = LineDecoder.DefaultMaxLineBytes;

    /// <summary>How long a client may take to have a name. Default 60 s, as ergo waits for a registration.</summary>
    public TimeSpan NameTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether one who has a name may listen only, and is not idle. Default yes: netcat answers no ping, and the
    /// system finds out about peers that are gone.
    /// </summary>
    public bool AllowsSilence { get; init; } = true;

    /// <summary>How many lines a client may send at once. Default 5.</summary>
    public int Burst { get; init => field = Require.AtLeast(1, value); } = ChatPace.DefaultBurst;

    /// <summary>How long each further line is held back. Default 500 ms.</summary>
    public TimeSpan LineInterval { get; init => field = Require.Positive(value); } = ChatPace.DefaultInterval;

    /// <summary>How much may wait for a client that reads slowly; then it ends.</summary>
    public OutboxOptions Outbox { get; init; } = new();
}
