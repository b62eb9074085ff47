namespace Sockeye.Cli.Remote;

/// <summary>Names on a server.</summary>
internal static class RemoteNames
{
    /// <summary>An entry of a directory, from the root; an empty directory is the root.</summary>
    public static string Join(string directory, string entry) => directory.Length == 0 || directory.EndsWith('/')
        ? directory + entry
        : $"{directory}/{entry}";

    /// <summary>All that is below a directory, for servers that list one directory at a time.</summary>
    /// <param name="directory">Where to begin.</param>
    /// <param name="list">Lists one.</param>
    /// <remarks>Bounded: a server could invent directories without end.</remarks>
    public static async Task<IReadOnlyList<RemoteFile>> ListAllAsync(
        string directory, Func<string, Task<IReadOnlyList<RemoteFile>>> list)
    {
        const int MaxEntries = 1_000_000; // our choice: some 200 MB of memory
        var all = new List<RemoteFile>();
        var waiting = new Queue<string>([directory]);
        while (waiting.TryDequeue(out string? next))
        {
            foreach (RemoteFile entry in await list(next))
            {
                all.Add(entry);
                if (all.Count > MaxEntries)
                    throw new Protocols.PeerProtocolException(
                        Protocols.ProtocolError.FrameTooLong, $"more than {MaxEntries} files and directories");
                if (entry.IsDirectory)
                    waiting.Enqueue(entry.Name);
            }
        }

        return all;
    }
}
