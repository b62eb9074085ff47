using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Irc.Client;

/// <summary>Who a client is, which rooms it wants, and how it behaves towards a server.</summary>
/// <param name="Nick">The nick that is asked for first.</param>
public sealed record IrcClientOptions(string Nick)
{
    /// <summary>The user's name on its machine, as <c>USER</c> tells it (RFC 2812 §3.1.3). Default: sockeye.</summary>
    public string UserName { get; init; } = "sockeye";

    /// <summary>What <c>WHOIS</c> shows beside the nick. Default: sockeye.</summary>
    public string RealName { get; init; } = "sockeye";

    /// <summary>What <c>PASS</c> says (RFC 2812 §3.1.1); null where the server wants none.</summary>
    public string? ServerPassword { get; init; }

    /// <summary>Who logs in by SASL PLAIN (RFC 4616); null for nobody.</summary>
    public IrcLogin? Login { get; init; }

    /// <summary>
    /// How far apart lines are said, after a burst of <see cref="Burst"/>. Default 500 ms: a server of the stricter
    /// kind takes two lines a second for ever (ergo's fakelag).
    /// </summary>
    public TimeSpan Pace { get; init => field = Require.Positive(value); } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How many lines are said at once. Default 4: RFC 2812 §5.8 lets 5 pass, and the PING behind them is one.
    /// </summary>
    public int Burst { get; init => field = Require.AtLeast(1, value); } = 4;

    /// <summary>How long the server may be silent before it is asked for a sign. Default 90 s, as servers do.</summary>
    public TimeSpan PingAfter { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(90);

    /// <summary>How long it may be silent at all. Default 150 s: a minute more for its answer.</summary>
    public TimeSpan DeadAfter { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(150);

    /// <summary>
    /// How long a server may take to let us in. Default 60 s: some look for names and ident first (RFC 1413).
    /// </summary>
    public TimeSpan EntryTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(60);
}

/// <summary>An account of a server.</summary>
/// <param name="User">Its name.</param>
/// <param name="Password">Its password.</param>
public sealed record IrcLogin(string User, string Password)
{
    /// <summary>The account without the password: it may be printed.</summary>
    public override string ToString() => User;
}
