using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands;

/// <summary>
/// Options and commands that are not there. What begins with - is an option until <c>--</c>, also where a name would
/// fit: a mistyped option is neither a file nor a host.
/// </summary>
internal static class UnknownWords
{
    /// <summary>Finds the first word that nobody knows, and what may have been meant.</summary>
    /// <param name="parsed">The parsed line.</param>
    /// <param name="words">The line as it was written.</param>
    /// <returns>What to tell; null when all are known.</returns>
    public static string? Explain(ParseResult parsed, IReadOnlyList<string> words)
    {
        Command command = parsed.CommandResult.Command;
        var values = new HashSet<Token>(OptionValues(parsed.CommandResult), ReferenceEqualityComparer.Instance);
        HashSet<string> written = [.. words.TakeWhile(static word => word != "--")]; // --option=value is one of them
        Token[] arguments = [.. parsed.Tokens.Where(static token => token.Type == TokenType.Argument)];
        string[] whole = [.. arguments.Select(static token => token.Value)];
        string? ofValue = written.Select(word => FlawOfValue(command, word)).FirstOrDefault(flaw => flaw is not null);
        if (ofValue is not null)
            return ofValue;
        if (written.FirstOrDefault(word => IsFlawedBundle(command, word) && !whole.Contains(word)) is { } bundle)
            return ExplainOption(command, bundle);

        foreach (Token token in arguments)
        {
            string word = token.Value;
            if (IsOption(word, values.Contains(token)) && written.Contains(word))
                return ExplainOption(command, word);
            if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Contains(word))
                return ExplainCommand(command, word);
        }

        return null;
    }

    // What the parser makes of --switch=value and --option= is a word of its own.
    private static string? FlawOfValue(Command command, string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || word[0] != '-')
            return null;

        string name = word[..equals], value = word[(equals + 1)..];
        Option? option = OptionsOf(command).FirstOrDefault(known => NamesOf(known).Contains(name));
        bool isSwitch = option?.ValueType == typeof(bool) || option?.Arity.MaximumNumberOfValues == 0;
        return isSwitch ? $"{name} takes no value, and '{value}' is one"
            : option is not null && value.Length == 0 ? $"{name} needs a value"
            : null;
    }

    // A value may be a negative number, which is refused by who reads it, if at all.
    private static bool IsOption(string word, bool isValue) => isValue
        ? word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal)
        : word.Length > 1 && word[0] == '-';

    // -vR is -v and -R, -ofile is -o with a value. Of letters that are neither the parser makes values all the same.
    private static bool IsFlawedBundle(Command command, string word)
    {
        if (word.Length < 3 || word[0] != '-' || word[1] == '-')
            return false;

        foreach (char letter in word.AsSpan(1))
        {
            Option? option = OptionsOf(command).FirstOrDefault(known => NamesOf(known).Contains($"-{letter}"));
            if (option is null)
                return true;
            if (option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool))
                return false;
        }

        return false;
    }

    private static IEnumerable<Token> OptionValues(SymbolResult? result)
    {
        for (; result is CommandResult command; result = result.Parent)
        {
            foreach (OptionResult option in command.Children.OfType<OptionResult>())
            {
                foreach (Token value in option.Tokens)
                    yield return value;
            }
        }
    }

    private static string ExplainOption(Command command, string word)
    {
        string name = word.Split('=')[0];
        string[] meant = Meant(name, [.. OfferedOf(command).SelectMany(NamesOf)]);
        string hint = meant.Length == 0 ? ""
            : meant[0] == name ? "; it stands behind the command"
            : $"; is it {string.Join(" or ", meant)}?";
        string way = command.Arguments.Count == 0 ? "" : " (what begins with - and is no option goes behind --)";
        return $"{NameOf(command)} has no option '{name}'{hint}{way}";
    }

    private static string ExplainCommand(Command command, string word)
    {
        IEnumerable<Command> offered = command.Subcommands.Where(static known => !known.Hidden);
        string? meant = NearestWord.Find(word, offered.Select(static known => known.Name));
        string hint = meant is null ? ""
            : meant == word ? "; it stands before --"
            : $"; is it {meant}?";
        return command is RootCommand
            ? $"there is no command '{word}'{hint}"
            : $"{NameOf(command)} has no command '{word}'{hint}";
    }

    // One letter is near to nothing: its other case, or the long names that begin with it.
    private static string[] Meant(string name, string[] options)
    {
        if (name.Length > 2)
            return NearestWord.Find(name, options.Where(static option => option.Length > 2)) is { } near ? [near] : [];

        string? otherCase = options.FirstOrDefault(option => option.Equals(name, StringComparison.OrdinalIgnoreCase));
        return otherCase is not null
            ? [otherCase]
            : [.. options.Where(option => option.StartsWith("-" + name, StringComparison.OrdinalIgnoreCase)).Take(3)];
    }

    /// <summary>The options of a command, and those of all commands.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(static option => option.Recursive));

    // What help shows of it: the details of a trace have a page of their own where they stand beside --trace.
    private static IEnumerable<Option> OfferedOf(Command command)
    {
        bool hasEntry = command.Options.Any(TraceOptions.IsEntry);
        return OptionsOf(command).Where(option => !option.Hidden && !(hasEntry && TraceOptions.IsDetail(option)));
    }

    private static IEnumerable<string> NamesOf(Option option) =>
        option.Aliases.Prepend(option.Name).Where(static name => name[0] == '-');

    /// <summary>The names of a command and those it is in, without the program's.</summary>
    public static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() switch
    {
        null => "",
        RootCommand => command.Name,
        Command parent => $"{PathOf(parent)} {command.Name}",
    };

    /// <summary>What errors call a command.</summary>
    public static string NameOf(Command command) => command is RootCommand ? "sockeye" : PathOf(command);
}
