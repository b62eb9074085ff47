namespace Sockeye.Protocols.Ftp;

/// <summary>What a client asks of the server itself: FEAT, OPTS, HELP, SITE and the like.</summary>
internal sealed class FtpGeneralCommands(FtpSessionState state, FtpFileCommands files, FtpCommandTable table)
{
    public void AddTo()
    {
        table.Add(FtpVerb.Noop, _ => state.Reply(200, "Nothing done."), needsLogin: false);
        table.Add(FtpVerb.Clnt, _ => state.Reply(200, "Welcome."), needsLogin: false);
        table.Add(FtpVerb.Syst, _ => state.Reply(215, "UNIX Type: L8"), needsLogin: false);
        table.Add(FtpVerb.Help, _ => Help(), needsLogin: false);
        table.Add(FtpVerb.Feat, _ => TellFeatures(), needsLogin: false);
        table.Add(FtpVerb.Opts, SetOption, needsArgument: true, needsLogin: false);
        table.Add(FtpVerb.Site, Site, needsArgument: true);
    }

    /// <summary>The features; the table has what they promise, as a test asserts.</summary>
    private FtpAction? TellFeatures()
    {
        List<string> lines = ["What this server can do:"];
        if (state.Terms.Protection != FtpProtection.None)
            lines.AddRange(["AUTH TLS", "PBSZ", "PROT"]);
        lines.AddRange([
            "CLNT", "EPRT", "EPSV", HashFeature, "MDTM", "MFMT", FactsFeature, "RANG STREAM", "REST STREAM", "SIZE",
            "TVFS", "UTF8",
        ]);
        lines.Add("That is all.");
        return state.Reply(new FtpReply(211, lines));
    }

    private string HashFeature => "HASH " + string.Join(
        ';',
        Enum.GetValues<FtpHashAlgorithm>()
            .Select(each => FtpHashNames.Of(each) + (each == state.Algorithm ? "*" : "")));

    private string FactsFeature => "MLST " + string.Concat(
        EachFact().Select(fact => NameOf(fact) + (state.Facts.HasFlag(fact) ? "*;" : ";")));

    private static IEnumerable<FtpFacts> EachFact() =>
        [FtpFacts.Type, FtpFacts.Size, FtpFacts.Modify, FtpFacts.Perm];

    private static string NameOf(FtpFacts fact) => fact.ToString().ToLowerInvariant();

    private FtpAction? Help()
    {
        const int NamesPerLine = 12;
        IEnumerable<string> lines = table.Names.Chunk(NamesPerLine).Select(names => string.Join(' ', names));
        return state.Reply(new FtpReply(214, ["The commands:", .. lines, "SITE has UTIME."]));
    }

    private FtpAction? SetOption(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        string option = FtpText.TakeWord(ref rest);
        string value = rest.ToString();
        if (option.IsWord("UTF8") || option.IsWord("UTF-8")) // UTF-8 is all there is
            return value.IsWord("OFF") ? state.Reply(504, "Names are UTF-8.") : state.Reply(200, "Names are UTF-8.");
        if (option.IsWord("MLST"))
            return SetFacts(value);
        return option.IsWord("HASH") ? SetAlgorithm(value) : state.Reply(501, "There is no such option.");
    }

    private FtpAction? SetFacts(string names)
    {
        string[] wanted = names.Split(';', StringSplitOptions.RemoveEmptyEntries);
        state.Facts = EachFact()
            .Where(fact => wanted.Any(NameOf(fact).IsWord))
            .Aggregate(FtpFacts.None, (all, fact) => all | fact);
        IEnumerable<string> told = EachFact()
            .Where(fact => state.Facts.HasFlag(fact))
            .Select(fact => NameOf(fact) + ";");
        return state.Reply(200, "MLST OPTS " + string.Concat(told));
    }

    private FtpAction? SetAlgorithm(string name)
    {
        if (name.Length > 0 && FtpHashNames.Parse(name) is null)
            return state.Reply(504, "There is no such algorithm; see FEAT.");

        state.Algorithm = FtpHashNames.Parse(name) ?? state.Algorithm;
        return state.Reply(200, FtpHashNames.Of(state.Algorithm));
    }

    private FtpAction? Site(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        string word = FtpText.TakeWord(ref rest);
        if (word.IsWord("UTIME"))
            return files.SetModifiedBySite(rest.ToString());
        if (word.IsWord("HELP"))
            return state.Reply(214, "SITE UTIME YYYYMMDDhhmmss name");
        return word.IsWord("CHMOD")
            ? state.Reply(502, "Rights are the server's affair here.")
            : state.Reply(504, "There is no such SITE command.");
    }
}
