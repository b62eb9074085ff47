using System.CommandLine;
using System.CommandLine.Completions;
using Sockeye.Cli.Services;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Completions;

/// <summary>A word that the last one of a line may become.</summary>
/// <param name="Word">All of it.</param>
/// <param name="Text">What it means; may be empty.</param>
internal sealed record Candidate(string Word, string Text = "");

/// <summary>What the last word of a line may become: a command, an option, a service, an endpoint, a file.</summary>
/// <param name="root">All commands; the one that the line names has its options.</param>
internal sealed class Candidates(RootCommand root)
{
    // To a shell. Brackets, of IPv6 addresses, are a pattern to it: of a word with a scheme no file has that name.
    private const string Special = "'\"\\`$*?{}()<>|&;!#~";

    /// <summary>The candidates, each beginning with the last word.</summary>
    /// <param name="words">The line without the program; the last word is being typed, and may be empty.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IEnumerable<Candidate>> OfAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        string typed = words.Count == 0 ? "" : words[^1];
        if (words.SkipLast(1).Contains("--"))
            return []; // another program's

        Command command = CommandOf(words.SkipLast(1));
        IEnumerable<Candidate> all = typed.StartsWith('-') ? OptionsOf(command)
            : OptionBefore(command, words) is { } option ? ValuesOf(option)
            : command.Name == "help" ? CommandsOf(root)
            : command.Subcommands.Count > 0 ? CommandsOf(command)
            : await OfArgumentAsync(command, typed, cancel);
        return all.Where(candidate => candidate.Word.StartsWith(typed, StringComparison.Ordinal))
            .Where(static candidate => IsOneWord(candidate.Word))
            .DistinctBy(static candidate => candidate.Word);
    }

    private Command CommandOf(IEnumerable<string> words)
    {
        Command command = root;
        foreach (string word in words)
            command = command.Subcommands.FirstOrDefault(known => known.Name == word) ?? command;
        return command;
    }

    // One that takes a value: then what the word may be is its affair.
    private static Option? OptionBefore(Command command, IReadOnlyList<string> words) =>
        words.Count < 2 ? null : UnknownWords.OptionsOf(command).FirstOrDefault(option =>
            (option.Name == words[^2] || option.Aliases.Contains(words[^2]))
            && option.ValueType != typeof(bool) && !TraceOptions.IsEntry(option));

    // Of a type with names for its values the parser offers those too, as C# writes them.
    private static IEnumerable<Candidate> ValuesOf(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty)
        .Select(static value => new Candidate(value.Label.ToLowerInvariant()));

    private static IEnumerable<Candidate> OptionsOf(Command command) => UnknownWords.OptionsOf(command)
        .Where(static option => !option.Hidden && option.Name.StartsWith("--", StringComparison.Ordinal))
        .Select(static option => new Candidate(option.Name, option.Description ?? ""));

    private static IEnumerable<Candidate> CommandsOf(Command command) => command.Subcommands
        .Where(static inner => !inner.Hidden)
        .Select(static inner => new Candidate(inner.Name, inner.Description ?? ""));

    private static async Task<IEnumerable<Candidate>> OfArgumentAsync(
        Command command, string typed, CancellationToken cancel)
    {
        if (command.Arguments.Any(static argument => argument.Name == "endpoint"))
            return EndpointCandidates.Of(typed);
        if (command.Arguments.Any(static argument => argument.Name == "service"))
            return ServiceCatalog.Names.Select(static known => new Candidate(known.Name, known.Description));

        // Where a word may be a file of this machine, it is one until it has a colon: the shell knows those.
        bool isRemote = command.Name is "sync" or "put"
            ? typed.Contains(':', StringComparison.Ordinal)
            : command.Arguments.Any(static argument => argument.Name == "url");
        return isRemote ? await RemoteCandidates.OfAsync(typed, cancel) : command.Arguments.SelectMany(ValuesOf);
    }

    // Others chose the names of files and sockets. What a shell would take for several words or for more than a word,
    // or a terminal for more than text, is typed by hand.
    private static bool IsOneWord(string word) => PrintableText.Escape(word) == word
        && !word.Any(static letter => char.IsWhiteSpace(letter) || Special.Contains(letter, StringComparison.Ordinal));
}
