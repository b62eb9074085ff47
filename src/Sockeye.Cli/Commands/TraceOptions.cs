using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Tracing;
using Sockeye.Tracing;

namespace Sockeye.Cli.Commands;

/// <summary>The options that show the socket calls of a command.</summary>
internal static class TraceOptions
{
    private const string Name = "--trace";
    private const string EndOfOptions = "--"; // what follows belongs to somebody else: POSIX, 12.2, guideline 10
    private const string Formats = "text, json, mermaid, svg, html";

    private static Option<TraceFormat?> Trace { get; } = FormatOption(
        Name, "Show the command's own socket calls as a ladder; see 'sockeye help trace'. FORMAT: ");

    private static Option<string?> File { get; } = new("--trace-file")
    {
        Description = "Write the ladder to a file, not to standard error. Its ending says the format: "
            + TraceFile.Endings + "; none is text.",
        HelpName = "file",
    };

    private static Option<int?> Events { get; } = CommonOptions.Number(
        "--events", "How many calls a trace keeps, from its beginning and its end. Default 10,000.",
        least: 2, most: 10_000_000);

    private static Option<bool> NoPayload { get; } = new("--no-payload")
    {
        Description = "Keep none of the data that is sent and received in a trace.",
    };

    private static Option<string?> Hide { get; } = new("--hide")
    {
        Description = "Leave calls out of a trace, by name: --hide getsockname,getpeername,setsockopt.",
        HelpName = "calls",
    };

    private static Option<string?> Only { get; } = new("--only")
    {
        Description = "Show only sockets of these families: " + SocketWords.Families + ". By default all but helpers: "
            + "nscd, netlink, D-Bus, the system's log, sockets that nothing went over; all shows those too.",
        HelpName = "families",
        CompletionSources = { SocketWords.Families.Split(", ") },
    };

    private static Option<string?> Socket { get; } = new("--socket")
    {
        Description = "Show only these sockets: by the number in the picture, program, 'fd 4', address, port or path.",
        HelpName = "names",
    };

    private static Option[] Details { get; } = [File, Only, Socket, Events, NoPayload, Hide];

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Trace);
        AddDetailsTo(command);
    }

    /// <summary>
    /// Adds all but the one that asks for a trace, and those whose name means something else to the command.
    /// </summary>
    public static void AddDetailsTo(Command command)
    {
        foreach (Option detail in Details.Where(detail => command.Options.All(own => own.Name != detail.Name)))
            command.Options.Add(detail); // a name that the command has itself means its own
        command.Validators.Add(Validate);
    }

    /// <summary>Whether it is the one that asks for a trace.</summary>
    public static bool IsEntry(Option option) => option == Trace;

    /// <summary>Whether it says what a trace is like.</summary>
    public static bool IsDetail(Option option) => Details.Contains(option);

    /// <summary>Whether the ladder goes to a file, whose ending says how it is shown.</summary>
    public static bool HasFile(ParseResult parsed) =>
        parsed.GetValue(File) is { } file && TraceFile.FormatOf(file) is not null;

    /// <summary>An option that names a format.</summary>
    public static Option<TraceFormat?> FormatOption(string name, string description) => new(name)
    {
        Description = description + Formats + ".",
        HelpName = "format",
        CustomParser = ParseFormat,
        CompletionSources = { Formats.Split(", ") },
    };

    /// <summary><c>--trace</c> alone is <c>--trace=auto</c>: the word that follows it is another.</summary>
    /// <remarks>Not behind <c>--</c>: what stands there is another program's.</remarks>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> arguments) =>
        [.. arguments.TakeWhile(word => word != EndOfOptions).Select(word => word == Name ? $"{Name}=auto" : word),
            .. arguments.SkipWhile(word => word != EndOfOptions)];

    /// <summary>The words of a command line, without those that only ask for a trace: what the trace is of.</summary>
    public static IEnumerable<string> CommandOf(ParseResult parsed)
    {
        yield return "sockeye";
        Symbol? asked = null;
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
                asked = parsed.CommandResult.Command.Options.FirstOrDefault(
                    option => (IsEntry(option) || IsDetail(option)) && option.Name == token.Value);
            bool isOfTrace = asked is not null && token.Type is TokenType.Option or TokenType.Argument;
            if (!isOfTrace)
                yield return token.Value;
            if (token.Type != TokenType.Option || asked == NoPayload)
                asked = null;
        }
    }

    /// <summary>What a command line asks for; null when it asks for no trace.</summary>
    public static TraceSettings? Read(ParseResult parsed)
    {
        if (!parsed.CommandResult.Command.Options.Contains(Trace))
            return null;

        TraceFormat? format = parsed.GetValue(Trace);
        string? file = parsed.GetValue(File);
        return format is null && file is null ? null : Settings(parsed, format);
    }

    /// <summary>The settings of a trace that is wanted.</summary>
    /// <exception cref="UsageException">A picture without a file.</exception>
    public static TraceSettings Settings(ParseResult parsed, TraceFormat? asked)
    {
        string? file = parsed.GetValue(File);
        TraceFormat format = asked is null or TraceFormat.Auto
            ? TraceFile.FormatOf(file) ?? TraceFormat.Text
            : asked.Value;
        if (file is null && format is TraceFormat.Svg or TraceFormat.Html)
        {
            string ending = format.ToString().ToLowerInvariant();
            throw new UsageException($"a picture needs a file: add --trace-file ladder.{ending}");
        }

        return new TraceSettings(
            format, file, parsed.GetValue(Events) ?? CallLog.DefaultMaxCalls, !parsed.GetValue(NoPayload),
            Words(parsed.GetValue(Hide)).ToHashSet(StringComparer.Ordinal))
        {
            Sockets = SocketWords.Choice(parsed.GetValue(Only), Words(parsed.GetValue(Socket))),
        };
    }

    private static string[] Words(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Validate(CommandResult result)
    {
        bool isWrongAlready = result.Children.SelectMany(child => child.Errors).Any();
        if (isWrongAlready)
            return;

        // By its word: a value that its parser refuses would be thrown here, and is told later.
        string? word = result.Command.Options.OfType<Option<TraceFormat?>>()
            .Select(format => result.GetResult(format)?.Tokens is [var token] ? token.Value : null)
            .FirstOrDefault(format => format is not null);
        TraceFormat? asked = word is null ? null : FormatNamed(word);
        if (word is not null && asked is null)
            return;

        if (WordOf(result, File) is { } file && TraceFile.FlawOf(file, asked) is { } flaw)
            result.AddError(flaw);
        if (WordOf(result, Only) is { } only && SocketWords.FlawOf(only) is { } wrong)
            result.AddError(wrong);
        if (WordOf(result, Socket) is { } sockets && Words(sockets).Length == 0)
            result.AddError("--socket names none; write a number of the picture, an address or a port");
    }

    // One that stands there twice, or has none, is told by the parser.
    private static string? WordOf(CommandResult result, Option<string?> option) =>
        result.GetResult(option) is { Implicit: false, Tokens: [var word] } ? word.Value : null;

    private static TraceFormat? ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (FormatNamed(text) is { } format)
            return format;

        result.AddError($"'{text}' is not a format of a trace; write one of {Formats}");
        return null;
    }

    private static TraceFormat? FormatNamed(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out TraceFormat format) ? format : null;
}
