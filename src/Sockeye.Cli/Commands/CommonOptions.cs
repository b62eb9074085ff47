using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands;

/// <summary>Options and arguments that several commands share, each with its parser.</summary>
internal static class CommonOptions
{
    private const string TimeName = "time";
    private const string BytesName = "bytes";

    // What a timer can be set to: 2^32 - 2 ms are 49.7 days (System.Threading.Timer).
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(49);

    /// <summary>How values are written that several options take, by the name that help gives them.</summary>
    public static IReadOnlyList<(string Name, string Explanation)> Values { get; } =
    [
        (TimeName, "A number with ms, s, m or h: 500ms, 30s, 2m."),
        (BytesName, "A number, with K, M or G for powers of 1024: 500K, 2M, 1G."),
    ];

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print results as JSON, one object per line.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Log each step; print a stack trace with an error.",
        Recursive = true,
    };

    public static Option<bool> NoConfig { get; } = new("--no-config")
    {
        Description = "Leave the configuration file alone: ~/.config/sockeye/config.",
        Recursive = true,
    };

    public static Argument<Endpoint> Endpoint(string description) => new("endpoint")
    {
        Description = description + " host:port, host port, tls://host:443, udp://[::1]:5900, unix:/run/my.sock.",
        Arity = new ArgumentArity(1, 2),
        CustomParser = result => ParseEndpoint(result, EndpointWords.TakeFirst(result)),
    };

    public static Argument<Endpoint> StreamEndpoint(string description) => new("endpoint")
    {
        Description = description + " host:port, host port, tls://host:443, unix:/run/my.sock.",
        Arity = new ArgumentArity(1, 2),
        CustomParser = result => ParseStreamEndpoint(result, EndpointWords.TakeFirst(result)),
    };

    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = TimeName,
        CustomParser = result => ParseDuration(result, result.Tokens[0].Value),
    };

    public static Option<int?> Number(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            if (isNumber && number >= least && number <= most)
                return number;

            result.AddError($"'{text}' is not a number from {least} to {most}, as {name} must be");
            return null;
        },
    };

    /// <summary>Reads an endpoint that the kernel's sockets can carry; mistakes are added to the result.</summary>
    public static Endpoint? ParseEndpoint(SymbolResult result, string text)
    {
        if (!Transports.Endpoint.TryParse(text, out Endpoint? endpoint, out string? error))
            result.AddError(error);
        else if (endpoint.Scheme is EndpointScheme.Icmp)
            result.AddError($"{endpoint} cannot be used here; write tcp://, tls://, udp://, unix: or unixgram:");
        return endpoint;
    }

    private static Endpoint? ParseStreamEndpoint(SymbolResult result, string text)
    {
        Endpoint? endpoint = ParseEndpoint(result, text);
        if (endpoint is { Scheme: EndpointScheme.Udp or EndpointScheme.Unixgram })
            result.AddError($"{endpoint} carries datagrams, and this needs a stream; write tcp:// or unix:");
        return endpoint;
    }

    private static TimeSpan? ParseDuration(SymbolResult result, string text)
    {
        (string suffix, double seconds)[] units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];
        foreach ((string suffix, double seconds) in units)
        {
            bool matches = text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text[..^suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            if (!matches)
                continue;

            double value = double.Parse(text[..^suffix.Length], CultureInfo.InvariantCulture) * seconds;
            if (value > 0 && value <= LongestDuration.TotalSeconds
                && TimeSpan.FromSeconds(value) is var time && time > TimeSpan.Zero)
                return time;
        }

        result.AddError(
            $"'{text}' is not a time; write a positive number with ms, s, m or h, for example 30s, "
            + $"up to {LongestDuration.TotalHours}h");
        return null;
    }

    /// <summary>A number of bytes, with K, M or G for powers of 1024.</summary>
    public static Option<long?> Bytes(string name, string description, long least, Func<string, string>? flaw = null) =>
        new(name)
        {
            Description = description,
            HelpName = BytesName,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (ParseBytes(text) is { } bytes && bytes >= least)
                    return bytes;

                result.AddError(flaw?.Invoke(text)
                    ?? $"'{text}' is no number of bytes; write one from {least}, for example 500K, 2M or 1G");
                return null;
            },
        };

    private static long? ParseBytes(string text)
    {
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        string digits = shift > 0 ? text[..^1] : text;
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number <= long.MaxValue >> shift ? number << shift : null;
    }
}
