using Sockeye.Protocols;

namespace Sockeye.Files.Remotes;

/// <summary>What a server tells of a directory.</summary>
/// <param name="Files">What is there, each with its name from the server's root.</param>
/// <param name="Gaps">What is missing; nothing may be removed elsewhere because it is not there, then.</param>
public sealed record RemoteListing(IReadOnlyList<RemoteFile> Files, IReadOnlyList<RemoteGap> Gaps)
{
    /// <summary>The name of a directory's entry, from the root; an empty directory is the root.</summary>
    public static string Join(string directory, string entry) => directory.Length == 0 || directory.EndsWith('/')
        ? directory + entry
        : $"{directory}/{entry}";

    /// <summary>All that is below a directory, of servers that list one directory at a time.</summary>
    /// <param name="directory">Where to begin.</param>
    /// <param name="list">Lists one.</param>
    /// <remarks>
    /// Bounded: a server could invent directories without end. One that it refuses, below the first, is a gap.
    /// </remarks>
    internal static async Task<RemoteListing> ReadAllAsync(string directory, Func<string, Task<RemoteListing>> list)
    {
        const int MaxEntries = 1_000_000; // our choice: some 200 MB of memory
        var files = new List<RemoteFile>();
        var gaps = new List<RemoteGap>();
        var waiting = new Queue<string>([directory]);
        while (waiting.TryDequeue(out string? next))
        {
            (IReadOnlyList<RemoteFile> found, IReadOnlyList<RemoteGap> lacking) = await ReadAsync(next);
            files.AddRange(found);
            gaps.AddRange(lacking);
            if (files.Count + gaps.Count > MaxEntries)
                throw new PeerProtocolException(
                    ProtocolError.FrameTooLong, $"more than {MaxEntries} files and directories");

            foreach (RemoteFile below in found.Where(file => file.IsDirectory))
                waiting.Enqueue(below.Name);
        }

        return new RemoteListing(files, gaps);

        async Task<RemoteListing> ReadAsync(string next)
        {
            try
            {
                return await list(next);
            }
            catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused && next != directory)
            {
                return new RemoteListing([], [new RemoteGap(next, refused.Message)]);
            }
        }
    }
}
