namespace Sockeye.Cli.Commands;

/// <summary>How long commands wait when nobody says otherwise.</summary>
internal static class CommandTimeouts
{
    /// <summary>
    /// For a connection, or a part of an answer: 10 s, a few retransmissions of a lost packet (RFC 6298 §2).
    /// </summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to a datagram, which nobody promises: 2 s.</summary>
    public static readonly TimeSpan DatagramAnswer = TimeSpan.FromSeconds(2);
}
