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
    private const string Formats = "text, json, mermaid, svg, html";

    private static Option<TraceFormat?> Trace { get; } = FormatOption(
        Name, "Show the command's own socket calls as a ladder; see 'sockeye help trace'. FORMAT: ");

    private static Option<string?> File { get; } = new("--trace-file")
    {
        Description = "Write the ladder to a file, not to standard error; its ending says the format.",
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

    private static Option[] Details { get; } = [File, Events, NoPayload, Hide];

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Trace);
        AddDetailsTo(command);
    }

    /// <summary>Adds all but the one that asks for a trace.</summary>
    public static void AddDetailsTo(Command command)
    {
        Array.ForEach(Details, command.Options.Add);
    }

    /// <summary>Whether it is the one that asks for a trace.</summary>
    public static bool IsEntry(Option option) => option == Trace;

    /// <summary>Whether it says what a trace is like.</summary>
    public static bool IsDetail(Option option) => Details.Contains(option);

    /// <summary>An option that names a format.</summary>
    public static Option<TraceFormat?> FormatOption(string name, string description) => new(name)
    {
        Description = description + Formats + ".",
        HelpName = "format",
        CustomParser = ParseFormat,
    };

    /// <summary><c>--trace</c> alone is <c>--trace=auto</c>: the word that follows it is another argument.</summary>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> arguments) =>
        [.. arguments.Select(word => word == Name ? $"{Name}=auto" : word)];

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
        TraceFormat format = asked is null or TraceFormat.Auto ? FormatOf(file) : asked.Value;
        if (file is null && format is TraceFormat.Svg or TraceFormat.Html)
        {
            string ending = format.ToString().ToLowerInvariant();
            throw new UsageException($"a picture needs a file: add --trace-file ladder.{ending}");
        }

        string[] hidden = (parsed.GetValue(Hide) ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new TraceSettings(
            format, file, parsed.GetValue(Events) ?? CallLog.DefaultMaxCalls, !parsed.GetValue(NoPayload),
            hidden.ToHashSet(StringComparer.Ordinal));
    }

    private static TraceFormat FormatOf(string? file) => Path.GetExtension(file) switch
    {
        ".json" or ".jsonl" => TraceFormat.Json,
        ".mmd" or ".mermaid" => TraceFormat.Mermaid,
        ".svg" => TraceFormat.Svg,
        ".html" or ".htm" => TraceFormat.Html,
        _ => TraceFormat.Text,
    };

    private static TraceFormat? ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out TraceFormat format))
            return format;

        result.AddError($"'{text}' is not a format of a trace; write one of {Formats}");
        return null;
    }
}
