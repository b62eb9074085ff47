using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>A server that can send a file from an offset on: what <see cref="PartDownload"/> needs of it.</summary>
internal interface IPartSource
{
    /// <summary>
    /// What is known of a file; with its SHA-256 if <paramref name="withSum"/> is set and it can be told.
    /// </summary>
    Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop);

    /// <summary>The SHA-256 of the first bytes of a file; null when it cannot be told.</summary>
    Task<Sha256Sum?> SumOfStartAsync(string name, long length, CancellationToken stop);

    /// <summary>
    /// Receives a file behind what the part holds already, and says in the part of which version it is. If the server
    /// sends all of it instead, or has another version by now, the part begins anew.
    /// </summary>
    /// <returns>What the server told of the file it sent.</returns>
    Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, IProgress<TransferPosition>? progress, CancellationToken stop);
}
