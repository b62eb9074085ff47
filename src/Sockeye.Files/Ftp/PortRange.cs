using System.Globalization;

namespace Sockeye.Files.Ftp;

/// <summary>Ports from the first to the last, both included.</summary>
/// <param name="First">From 1.</param>
/// <param name="Last">Up to 65,535; not below the first.</param>
public readonly record struct PortRange(int First, int Last)
{
    /// <summary>How many there are.</summary>
    public int Count => Last - First + 1;

    /// <summary>Reads <c>50000-50100</c>.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="range">The range, when the result is true.</param>
    public static bool TryParse(string text, out PortRange range)
    {
        range = default;
        string[] ends = text.Split('-');
        if (ends.Length != 2 || !TryParsePort(ends[0], out int first) || !TryParsePort(ends[1], out int last))
            return false;

        range = new PortRange(first, last);
        return last >= first;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryParsePort(string text, out int port)
    {
        bool isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number);
        port = number;
        return isPort && number > 0;
    }
}
