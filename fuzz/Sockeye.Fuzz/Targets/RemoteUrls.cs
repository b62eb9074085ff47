using System.Text;
using Sockeye.Files.Remotes;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever is given for a URL, it is refused with a reason or names a file below the server's root, and is written and
/// read again as the same.
/// </summary>
internal static class RemoteUrls
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (RemoteUrl.Parse(text, out string? error) is not { } url)
        {
            Invariant.Require(error is { Length: > 0 }, "no reason");
            return;
        }

        Invariant.Require(
            !url.Name.Any(char.IsControl) && !url.Name.Split('/').Any(part => part is "." or ".."),
            "it leads elsewhere");
        Invariant.Require(RemoteUrl.Parse(url.ToString(), out _) == url, "another URL when it is read again");
    }
}
