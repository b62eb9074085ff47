using System.Globalization;

namespace Sockeye.Bench.Measuring;

/// <summary>What a number of a sample is, and how it is written.</summary>
internal sealed record Figure(string Unit, double Scale, string Format, bool IsBetterWhenBigger)
{
    public static readonly Figure Seconds = new("s", 1, "0.00", IsBetterWhenBigger: false);
    public static readonly Figure Milliseconds = new("ms", 1000, "0.0", IsBetterWhenBigger: false);
    public static readonly Figure CpuSeconds = new("CPU s", 1, "0.00", IsBetterWhenBigger: false);
    public static readonly Figure Microseconds = new("µs", 1, "0.0", IsBetterWhenBigger: false);
    public static readonly Figure GigabytesPerSecond = new("GB/s", 1e-9, "0.00", IsBetterWhenBigger: true);
    public static readonly Figure MegabytesPerSecond = new("MB/s", 1e-6, "0.0", IsBetterWhenBigger: true);
    public static readonly Figure MessagesPerSecond = new("messages/s", 1, "#,0", IsBetterWhenBigger: true);
    public static readonly Figure FilesPerSecond = new("files/s", 1, "#,0", IsBetterWhenBigger: true);
    public static readonly Figure LoginsPerSecond = new("logins/s", 1, "#,0", IsBetterWhenBigger: true);
    public static readonly Figure ConnectionsPerSecond = new("connections/s", 1, "#,0", IsBetterWhenBigger: true);
    public static readonly Figure RequestsPerSecond = new("requests/s", 1, "#,0", IsBetterWhenBigger: true);
    public static readonly Figure KibibytesEach = new("KiB", 1.0 / 1024, "0.0", IsBetterWhenBigger: false);
    public static readonly Figure Times = new("×", 1, "0.00", IsBetterWhenBigger: false);

    /// <summary>"1.23 s (1.20–1.31)": median, least and most.</summary>
    public string Write(Sample sample) => $"{Number(sample.Median)} {Unit} ({Number(sample.Min)}–{Number(sample.Max)})";

    public string Number(double value) => (value * Scale).ToString(Format, CultureInfo.InvariantCulture);
}
