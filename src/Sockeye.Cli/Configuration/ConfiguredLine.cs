using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Configuration;

/// <summary>A command line, and what the file of our user's adds to it.</summary>
/// <param name="file">The file.</param>
/// <param name="parse">Parses words, and says what is wrong with them; null when nothing is.</param>
internal sealed class ConfiguredLine(
    ConfigFile file, Func<IReadOnlyList<string>, (ParseResult Parsed, string? Flaw)> parse)
{
    /// <summary>Parses the line with the options that the file sets and the line does not.</summary>
    /// <param name="parsed">The line alone, as it was parsed; nothing is wrong with it.</param>
    /// <param name="words">The same as words.</param>
    /// <exception cref="UsageException">What the file adds is wrong here.</exception>
    public ParseResult With(ParseResult parsed, IReadOnlyList<string> words)
    {
        List<Addition> added = AdditionsTo(parsed);
        while (added.Count > 0)
        {
            (ParseResult configured, string? flaw) = parse(Join(words, added));
            if (flaw is null)
                return configured;

            // What is said of all commands is not said where this one excludes it.
            Addition wrong = FindWrong(words, added, flaw);
            added.Remove(wrong);
        }

        return parsed;
    }

    /// <summary>Checks that there is all that the file names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">All commands, with all their options.</param>
    /// <exception cref="UsageException">Something is not there.</exception>
    public static void RequireKnown(ConfigFile file, RootCommand root)
    {
        foreach ((string name, string place) in file.Sections)
            _ = FindCommand(root, name, place);
        foreach (ConfigEntry entry in file.Entries)
        {
            Command command = FindCommand(root, entry.Section, entry.Place);
            IEnumerable<Option> options = entry.IsGeneral
                ? WithInner(root).SelectMany(static known => known.Options)
                : UnknownWords.OptionsOf(command);
            if (options.Any(option => option.Name == "--" + entry.Name))
                continue;

            string who = entry.IsGeneral ? "no command has an option" : $"{entry.Section} has no option";
            string? near = NearestWord.Find(entry.Name, options.Select(static known => known.Name));
            throw new UsageException($"{entry.Place}: {who} {entry.Name}{HintOf(near?.TrimStart('-'))}");
        }
    }

    private List<Addition> AdditionsTo(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        var added = new List<Addition>();
        foreach (ConfigEntry entry in file.For(UnknownWords.PathOf(command)))
        {
            Option? option = UnknownWords.OptionsOf(command).FirstOrDefault(known => known.Name == "--" + entry.Name);
            if (option is null || parsed.GetResult(option) is { Implicit: false })
                continue;

            bool addsUp = option.Arity.MaximumNumberOfValues > 1;
            if (!addsUp)
                added.RemoveAll(earlier => earlier.Option == option);
            added.Add(new Addition(option, entry, WordOf(option, entry)));
        }

        return added;
    }

    private static string[] Join(IReadOnlyList<string> words, IEnumerable<Addition> added)
    {
        IEnumerable<string> options = added.Select(static one => one.Word).OfType<string>();
        int end = words.ToList().IndexOf("--");
        return end < 0 ? [.. words, .. options] : [.. words.Take(end), .. options, .. words.Skip(end)];
    }

    // A value that its option refuses is wrong everywhere; what else is wrong is so beside the rest of this line.
    private Addition FindWrong(IReadOnlyList<string> words, List<Addition> added, string flaw)
    {
        foreach (Addition one in added)
        {
            (ParseResult alone, string? itsFlaw) = parse(Join(words, [one]));
            if (itsFlaw is null)
                continue;

            bool isOfValue = alone.Errors.Any(error => IsOf(error.SymbolResult, one.Option));
            if (one.Entry.IsGeneral && !isOfValue)
                return one;

            string way = isOfValue ? "" : "; --no-config leaves the file alone";
            throw new UsageException($"{one.Entry.Place}: {itsFlaw}{way}");
        }

        string places = string.Join(" and ", added.Select(static one => one.Entry.Place));
        throw new UsageException($"{places}: {flaw}; --no-config leaves the file alone");
    }

    private static bool IsOf(SymbolResult? result, Option option)
    {
        for (; result is not null; result = result.Parent)
        {
            if (result is OptionResult known && known.Option == option)
                return true;
        }

        return false;
    }

    private static string? WordOf(Option option, ConfigEntry entry)
    {
        bool isFlag = option.ValueType == typeof(bool);
        return (isFlag, entry.Value) switch
        {
            (true, null or "true" or "yes") => option.Name,
            (true, "false" or "no") => null,
            (false, { } value) => $"{option.Name}={value}",
            (true, _) => throw new UsageException($"{entry.Place}: {entry.Name} takes no value but yes or no"),
            _ when TraceOptions.IsEntry(option) => TraceOptions.Normalize([option.Name])[0],
            _ => throw new UsageException($"{entry.Place}: {entry.Name} needs a value"),
        };
    }

    private static Command FindCommand(RootCommand root, string path, string place)
    {
        Command command = root;
        foreach (string name in path.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            IList<Command> inner = command.Subcommands;
            string where = command is RootCommand ? "there is no" : $"{UnknownWords.PathOf(command)} has no";
            IEnumerable<string> offered = inner.Where(static known => !known.Hidden).Select(static known => known.Name);
            command = inner.FirstOrDefault(known => known.Name == name) ?? throw new UsageException(
                $"{place}: {where} command {name}{HintOf(NearestWord.Find(name, offered))}");
        }

        return command;
    }

    private static IEnumerable<Command> WithInner(Command command) =>
        command.Subcommands.SelectMany(WithInner).Prepend(command);

    private static string HintOf(string? near) => near is null ? "" : $"; is it {near}?";

    // The word is null of a flag that stays off.
    private sealed record Addition(Option Option, ConfigEntry Entry, string? Word);
}
