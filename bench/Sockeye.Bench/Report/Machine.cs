using System.Globalization;
using System.Runtime.InteropServices;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Report;

/// <summary>What was measured on, and with which peers.</summary>
internal static class Machine
{
    private static readonly string[] Packages = ["nginx", "curl", "iperf3", "socat", "ncat", "atftpd", "atftp", "gcc", "wrk"];

    public static async Task<string> DescribeAsync(CancellationToken cancel)
    {
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string kernel = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", cancel)).Trim();
        return $"""
            - {date} UTC, {ProcessorModel()}, {Environment.ProcessorCount} cores, Linux {kernel}
            - {RuntimeInformation.FrameworkDescription}; {await VersionsAsync(cancel)}
            """;
    }

    private static string ProcessorModel()
    {
        // x86 has "model name"; where the kernel has none the architecture must do.
        string? line = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static async Task<string> VersionsAsync(CancellationToken cancel)
    {
        try
        {
            var query = new CommandLine("dpkg-query", ["-W", "-f", "${Package} ${Version}\\n", .. Packages]);
            (_, string output) = await TimedCommand.RunAsync(query, cancel);
            return string.Join(", ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (BenchFailure)
        {
            return "versions of the peers unknown (no dpkg)";
        }
    }
}
