using System.Text;
using Sockeye.Files.Remotes;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a file .netrc holds, a password is only found for a host or user that it names, and it is a word of the
/// file.
/// </summary>
internal static class NetrcFiles
{
    private const string Host = "host.example";

    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (Netrc.Find(text, Host, user: null) is { } found)
        {
            Invariant.Require(
                text.Contains(Host, StringComparison.OrdinalIgnoreCase)
                || text.Contains("default", StringComparison.Ordinal),
                "a password of another host");
            Invariant.Require(
                text.Contains(found.User, StringComparison.Ordinal)
                && text.Contains(found.Password, StringComparison.Ordinal),
                "it was never written");
        }

        Invariant.Require(Netrc.Find(text, Host, "alice") is null or { User: "alice" }, "a password of another user");
    }
}
