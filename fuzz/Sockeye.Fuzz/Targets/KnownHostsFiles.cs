using System.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever stands in front of a host in the list of those that are known, only a line that begins with that host tells
/// its certificate.
/// </summary>
internal static class KnownHostsFiles
{
    private const string Host = "host:57";

    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        string? found = KnownHosts.Find(text, Host);
        bool isThere = text.Split('\n').Any(line => line.TrimStart().StartsWith(Host, StringComparison.Ordinal));
        Invariant.Require(found is null || isThere, "a host that is not in the list");

        string? appended = KnownHosts.Find($"{text}\n{Host} sha256:aa\n", Host);
        Invariant.Require(appended == (found ?? "aa"), "the first line of a host does not count");
    }
}
