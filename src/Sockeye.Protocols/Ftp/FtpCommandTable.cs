namespace Sockeye.Protocols.Ftp;

/// <summary>Which command is taken by whom, and when.</summary>
internal sealed class FtpCommandTable(FtpSessionState state)
{
    private readonly Dictionary<FtpVerb, Rule> _rules = [];

    /// <summary>The verbs that are known, in the order of the alphabet.</summary>
    public IEnumerable<string> Names => _rules.Keys.Select(FtpCommand.NameOf).Order(StringComparer.Ordinal);

    public void Add(
        FtpVerb verb, Func<string, FtpAction?> take, bool needsArgument = false, bool needsLogin = true) =>
        _rules.Add(verb, new Rule(take, needsArgument, needsLogin));

    public bool Has(FtpVerb verb) => _rules.ContainsKey(verb);

    public FtpAction? Take(FtpCommand command)
    {
        if (!_rules.TryGetValue(command.Verb, out Rule? rule))
            return state.Reply(500, "That is no command here; see HELP.");
        if (rule.NeedsLogin && !state.IsLoggedIn)
            return state.Reply(530, "Log in first: USER and PASS.");
        if (rule.NeedsArgument && command.Argument.Length == 0)
            return state.Reply(501, "That needs an argument.");

        return rule.Take(command.Argument);
    }

    private sealed record Rule(Func<string, FtpAction?> Take, bool NeedsArgument, bool NeedsLogin);
}
