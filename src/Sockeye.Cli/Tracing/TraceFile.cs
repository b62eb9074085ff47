using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Tracing;

/// <summary>What the ending of a file says of the picture that goes into it.</summary>
internal static class TraceFile
{
    /// <summary>The endings that say something.</summary>
    public const string Endings = ".txt, .json, .jsonl, .mmd, .mermaid, .svg, .html, .htm";

    private static readonly Dictionary<string, TraceFormat> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = TraceFormat.Text,
        [".json"] = TraceFormat.Json,
        [".jsonl"] = TraceFormat.Json,
        [".mmd"] = TraceFormat.Mermaid,
        [".mermaid"] = TraceFormat.Mermaid,
        [".svg"] = TraceFormat.Svg,
        [".html"] = TraceFormat.Html,
        [".htm"] = TraceFormat.Html,
    };

    /// <summary>The format that an ending stands for; null when it has none, or one that stands for nothing.</summary>
    public static TraceFormat? FormatOf(string? file) =>
        Known.TryGetValue(Path.GetExtension(file) ?? "", out TraceFormat format) ? format : null;

    /// <summary>Why a trace cannot be meant for a file; null when nothing speaks against it.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="asked">The format that was named; null or <see cref="TraceFormat.Auto"/> when none was.</param>
    public static string? FlawOf(string file, TraceFormat? asked)
    {
        if (file == "-")
            return "a trace goes to standard error without --trace-file; for standard output write /dev/stdout";

        string ending = Path.GetExtension(file);
        bool isNamed = asked is not (null or TraceFormat.Auto);
        if (FormatOf(file) is { } format)
            return isNamed && format != asked
                ? $"{PrintableText.Escape(file)} is to be {NameOf(format)} by its ending, and {NameOf(asked!.Value)} "
                    + "is asked for; leave out one of the two"
                : null;
        return ending.Length == 0 || isNamed
            ? null
            : $"'{PrintableText.Escape(ending)}' is not an ending of a trace; use one of {Endings}, or none for text";
    }

    private static string NameOf(TraceFormat format) => format.ToString().ToLowerInvariant();
}
