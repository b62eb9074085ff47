using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Chat.Client;

/// <summary>How a client of IRC connects.</summary>
/// <param name="Client">Who it is.</param>
/// <param name="Random">Spreads the delays of many clients.</param>
public sealed record IrcConnectOptions(IrcClientOptions Client, Random Random)
{
    /// <summary>How long to wait for a connection. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often in a row a lost server is called again; 0 for never. Default: without an end. A server that has not
    /// let us in once is not called again.
    /// </summary>
    public int MaxReconnects { get; init => field = Require.AtLeast(0, value); } = int.MaxValue;
}
