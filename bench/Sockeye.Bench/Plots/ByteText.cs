using System.Globalization;

namespace Sockeye.Bench.Plots;

/// <summary>Bytes as they are written at a tick.</summary>
internal static class ByteText
{
    /// <summary>"64 KiB", for sizes.</summary>
    public static string Binary(double bytes) => Write(bytes, 1024, ["B", "KiB", "MiB", "GiB"]);

    /// <summary>"100 MB/s", for rates.</summary>
    public static string DecimalRate(double bytes) => Write(bytes, 1000, ["B/s", "kB/s", "MB/s", "GB/s"]);

    private static string Write(double bytes, double step, string[] units)
    {
        int unit = 0;
        for (; bytes >= step * 0.999 && unit < units.Length - 1; unit++)
            bytes /= step;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.##} {units[unit]}");
    }
}
