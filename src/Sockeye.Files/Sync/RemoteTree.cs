using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;

namespace Sockeye.Files.Sync;

/// <summary>A directory of a server, with all below it.</summary>
/// <param name="root">Its name there; empty is the root.</param>
internal sealed class RemoteTree(string root)
{
    /// <summary>All entries whose names are such, and lead nowhere else.</summary>
    /// <param name="files">The server.</param>
    /// <param name="mayMake">Whether one that is missing is made.</param>
    /// <param name="onGap">Is told what the listing lacks.</param>
    /// <param name="onFailure">Is told the names that are none, and why.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<SyncEntry>> ListAsync(
        RemoteFiles files, bool mayMake, Action<RemoteGap> onGap, Action<string, Exception> onFailure,
        CancellationToken cancel)
    {
        var entries = new List<SyncEntry>();
        var paths = new HashSet<string>();
        string prefix = root.Length == 0 ? "" : root + "/";
        RemoteListing listing = await ListRootAsync(files, mayMake, cancel);
        foreach (RemoteFile file in listing.Files)
        {
            string path = file.Name.StartsWith(prefix, StringComparison.Ordinal) ? file.Name[prefix.Length..] : "";
            if (FileName.TryParse(path, out _) && paths.Add(path))
                entries.Add(new SyncEntry(path, file.Kind, file.Length, file.Modified));
            else
                onFailure(file.Name, new PeerProtocolException(
                    ProtocolError.Malformed, "the server tells a name that leads elsewhere, or is none, or one twice"));
        }

        foreach (RemoteGap gap in listing.Gaps)
            onGap(gap);
        return entries;
    }

    // A target that is not there is made; if that is refused, the first refusal says more.
    private async Task<RemoteListing> ListRootAsync(RemoteFiles files, bool mayMake, CancellationToken cancel)
    {
        try
        {
            return await files.ListAsync(root, isRecursive: true, cancel);
        }
        catch (PeerProtocolException refused) when (
            refused.Error == ProtocolError.Refused && mayMake && root.Length > 0)
        {
            try
            {
                await files.CreateDirectoryAsync(root, cancel);
                return new RemoteListing([], []);
            }
            catch (PeerProtocolException)
            {
                throw refused;
            }
        }
    }
}
