using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Protocols;

namespace Sockeye.Cli.Commands;

/// <summary>What a name at a server is: asked when it was not what was wanted, to tell that.</summary>
internal static class RemoteKind
{
    /// <summary>Null when there is nothing, or the server does not tell.</summary>
    public static async Task<FileKind?> FindAsync(RemoteFiles files, string name, CancellationToken cancel)
    {
        try
        {
            return (await files.StatAsync(name, withSum: false, cancel)).Kind;
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            // SFP tells of files alone, TFTP nothing
        }

        try
        {
            await files.ListAsync(name, isRecursive: false, cancel);
            return FileKind.Directory;
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return null;
        }
    }

    // A server that serves once is gone by then.
    private static bool IsNoAnswer(Exception failure) =>
        failure is ProtocolException or NoWordForItException or IOException or TimeoutException;
}
