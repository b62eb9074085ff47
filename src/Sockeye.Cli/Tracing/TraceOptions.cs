using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Commands;
using Sockeye.Tracing;

namespace Sockeye.Cli.Tracing;

/// <summary>The options that show the socket calls of a command.</summary>
internal static class TraceOptions
{
    private const string Name = "--trace";
    private const string Formats = "text, json, mermaid, svg, html";

    private static Option<TraceFormat?> Trace { get; } = FormatOption(
        Name, "Show the command's socket calls as a ladder when it ends, as --trace=FORMAT: ");

    /// <summary>Where to write the picture.</summary>
    public static Option<string?> File { get; } = new("--trace-file")
    {
        Description = "Write the ladder to a file instead of standard error. Implies --trace; its ending says the format.",
        HelpName = "file",
    };

    /// <summary>How many calls are kept.</summary>
    public static Option<int?> Events { get; } = CommonOptions.Number(
        "--events", "How many calls a trace keeps, from its beginning and its end. Default 10,000.",
        least: 2, most: 10_000_000);

    /// <summary>Leaves the data out.</summary>
    public static Option<bool> NoPayload { get; } = new("--no-payload")
    {
        Description = "Keep none of the data that is sent and received in a trace.",
    };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        Option[] options = [Trace, File, Events, NoPayload];
        Array.ForEach(options, command.Options.Add);
    }

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

        return new TraceSettings(
            format, file, parsed.GetValue(Events) ?? CallLog.DefaultMaxCalls, !parsed.GetValue(NoPayload));
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
