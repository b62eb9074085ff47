using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary><c>--mode once|iterative|concurrent[:N]</c>.</summary>
internal static class ServeModeOption
{
    public static Option<ServeMode?> Create() => new("--mode")
    {
        Description = "once: one peer, then end; iterative: one after the other; "
            + $"concurrent[:N]: N at once. Default: concurrent:{ServeOptions.DefaultMaxConnections}.",
        HelpName = "once|iterative|concurrent[:N]",
        CompletionSources = { "once", "iterative", "concurrent" },
        CustomParser = result => Parse(result.Tokens[0].Value, result),
    };

    private static ServeMode? Parse(string text, ArgumentResult result)
    {
        const string prefix = "concurrent:";
        switch (text)
        {
            case "once":
                return ServeMode.Once;
            case "iterative":
                return ServeMode.Iterative;
            case "concurrent":
                return ServeMode.Concurrent(ServeOptions.DefaultMaxConnections);
        }

        if (text.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(text[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
            && limit > 0)
            return ServeMode.Concurrent(limit);

        result.AddError($"'{text}' is not a mode; write once, iterative, concurrent or concurrent:100");
        return null;
    }
}
