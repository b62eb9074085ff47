using System.CommandLine;
using System.Globalization;

namespace Sockeye.Cli.Commands;

/// <summary><c>--rate</c>: bytes per second, with K, M or G for powers of 1024.</summary>
internal static class RateOption
{
    private const long Least = 1024; // below it no answer comes before a time-out

    public static Option<long?> Create() => new("--rate")
    {
        Description = "Move at most so many bytes a second, each way, all connections together. For example 500K, 2M.",
        HelpName = "bytes",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Parse(text) is { } rate)
                return rate;

            result.AddError($"'{text}' is not a rate; write bytes per second from {Least}, for example 500K or 2M");
            return null;
        },
    };

    private static long? Parse(string text)
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
        return isNumber && number <= long.MaxValue >> shift && number << shift >= Least ? number << shift : null;
    }
}
