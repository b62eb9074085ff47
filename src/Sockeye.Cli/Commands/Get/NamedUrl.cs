using System.IO.Enumeration;
using Sockeye.Files.Remotes;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Get;

/// <summary>A file to be fetched, and what it is called here.</summary>
/// <param name="Url">The file on its server.</param>
/// <param name="Name">The last part of its path here; empty when nobody says how to call it.</param>
internal sealed record NamedUrl(RemoteUrl Url, string Name)
{
    private const string HttpName = "index.html"; // what a server shows of a URL that ends with a slash

    /// <summary>Whether the server has chosen the name: then nothing here gives way for it.</summary>
    public bool IsServers { get; init; }

    /// <summary>By the URL alone.</summary>
    public static NamedUrl Of(RemoteUrl url) => new(url, url.FileName);

    /// <summary>
    /// The files that a URL stands for: those that its pattern matches, or the one of HTTP that its server names.
    /// </summary>
    /// <param name="url">As it was written.</param>
    /// <param name="needsName">Whether it matters what it is called.</param>
    /// <param name="open">Opens the URL's server.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<NamedUrl>> FindAsync(
        RemoteUrl url, bool needsName, Func<RemoteFiles> open, CancellationToken cancel)
    {
        bool isNamedByServer = needsName && url.IsHttp && (url.FileName.Length == 0 || url.Query.Length > 0);
        if (!url.IsPattern && !isNamedByServer)
            return [Of(url)];

        await using RemoteFiles files = open();
        return url.IsPattern ? await MatchAsync(url, files, cancel) : [await AskAsync(url, files, cancel)];
    }

    private static async Task<IReadOnlyList<NamedUrl>> MatchAsync(
        RemoteUrl url, RemoteFiles files, CancellationToken cancel)
    {
        string directory = url.Name[..Math.Max(0, url.Name.Length - url.FileName.Length - 1)];
        RemoteListing listing = await files.ListAsync(directory, isRecursive: false, cancel);
        NamedUrl[] matches = [.. listing.Files
            .Where(static file => !file.IsDirectory)
            .Select(file => Of(url.With(file.Name)))
            .Where(static found => found.Name.Length > 0)
            .Where(found => Matches(url.FileName, found.Name))
            .OrderBy(static found => found.Name, StringComparer.Ordinal)];
        return matches.Length > 0 ? matches : throw new PeerProtocolException(
            ProtocolError.Refused, $"no file there matches {PrintableText.Escape(url.FileName)}");
    }

    // As in a shell: hidden names are meant only by a pattern that begins as they do.
    private static bool Matches(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.')
        && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static async Task<NamedUrl> AskAsync(RemoteUrl url, RemoteFiles files, CancellationToken cancel)
    {
        string known = url.FileName.Length > 0 ? url.FileName : HttpName;
        try
        {
            RemoteFile told = await files.StatAsync(url.Name, withSum: false, cancel);
            return told.SuggestedName is { } suggested
                ? new NamedUrl(url, suggested) { IsServers = true }
                : new NamedUrl(url, known);
        }
        catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused)
        {
            return new NamedUrl(url, known); // no HEAD; whether there is a GET is seen later
        }
    }
}
