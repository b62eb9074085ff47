using System.Text;
using Sockeye.Cli.Network;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Completions;

/// <summary>
/// Files of a server that a URL which is being typed may become: the server is asked, if it answers soon.
/// </summary>
/// <remarks>Nobody logs in, and nobody is asked: a server that is not trusted already has no candidates.</remarks>
internal static class RemoteCandidates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2); // our choice: a person waits at the prompt

    /// <summary>The schemes, or what is in the directory that is typed so far.</summary>
    public static async Task<IEnumerable<Candidate>> OfAsync(string typed, CancellationToken cancel)
    {
        string[] schemes = RemoteUrl.Schemes.Split(", ");
        int path = typed.LastIndexOf('/');
        if (path < 0 || RemoteUrl.Parse(typed[..(path + 1)], out _) is not { } directory || typed[path - 1] == '/')
            return schemes.Select(static scheme => new Candidate(scheme == "unix" ? "unix:" : scheme + "://"));

        try
        {
            return await ListAsync(typed[..(path + 1)], directory, cancel);
        }
        catch (Exception silent) when (silent is IOException or ProtocolException or TimeoutException
            or OperationCanceledException or NoWordForItException)
        {
            return [];
        }
    }

    private static async Task<IEnumerable<Candidate>> ListAsync(
        string typed, RemoteUrl directory, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        var context = new RemoteContext { Trust = new KnownHosts(UserDirectory.KnownHosts) };
        var options = new RemoteOptions { Timeout = Patience, Retries = 0 };
        await using RemoteFiles files = new RemoteServer(context, directory.Server, options).Open();
        RemoteListing listing = await files.ListAsync(directory.Name.TrimEnd('/'), isRecursive: false, limit.Token);
        return [.. listing.Files
            .Where(static file => file.Kind != FileKind.Other)
            .Select(file => (Name: file.Name[(file.Name.LastIndexOf('/') + 1)..], file.IsDirectory))
            .Select(file => new Candidate(typed + Escape(file.Name) + (file.IsDirectory ? "/" : "")))
            .OrderBy(static candidate => candidate.Word, StringComparer.Ordinal)];
    }

    // As a URL has it: so a shell takes no name for more than a word.
    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (Rune letter in name.EnumerateRunes())
        {
            string plain = letter.ToString();
            bool isPlain = Rune.IsLetterOrDigit(letter) || plain is "." or "_" or "-" or "," or "=" or "+" or "@";
            escaped.Append(isPlain ? plain : Uri.EscapeDataString(plain));
        }

        return escaped.ToString();
    }
}
