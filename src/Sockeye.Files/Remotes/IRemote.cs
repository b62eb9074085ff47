using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>A server by one protocol: what <see cref="RemoteFiles"/> and <see cref="Download"/> need of it.</summary>
/// <remarks>
/// One operation at a time. After a failure that is no refusal, the next operation begins with a new connection.
/// Disposed in good order, the server is told goodbye, where the protocol has a word for it.
/// </remarks>
internal interface IRemote : IAsyncDisposable
{
    /// <inheritdoc cref="RemoteFiles.KeepsTimes"/>
    bool KeepsTimes { get; }

    /// <inheritdoc cref="RemoteFiles.StatAsync"/>
    Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel);

    /// <summary>The SHA-256 of a whole file, and nothing else of it; null when it cannot be told.</summary>
    /// <param name="name">Of which.</param>
    /// <param name="length">How long it probably is, in bytes: so much longer the server may be silent.</param>
    /// <param name="cancel">Gives up.</param>
    Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel);

    /// <summary>What is known of a file, with the SHA-256 of its first bytes if that can be told.</summary>
    /// <param name="name">Of which.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>null: <see cref="ReceiveAsync"/> asks in the same breath, by the version noted in the part.</returns>
    Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel);

    /// <summary>
    /// Receives a file behind what the part holds already, and notes in the part of which version it is. If the server
    /// sends all of it instead, or has another version by now, the part begins anew.
    /// </summary>
    /// <param name="name">Which file.</param>
    /// <param name="part">Where its bytes go.</param>
    /// <param name="known">What <see cref="StatStartAsync"/> told just now; null when it was not asked.</param>
    /// <param name="progress">Is told the position reached; the first report is where the server begins.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What the server told of the file it sent.</returns>
    Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress, CancellationToken cancel);

    /// <summary>Copies a whole file into a stream.</summary>
    /// <returns>What the server told of it; nothing is compared yet.</returns>
    Task<RemoteFile> CopyAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.StoreAsync"/>
    Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.ListAsync"/>
    Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.DeleteAsync"/>
    Task DeleteAsync(string name, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.CreateDirectoryAsync"/>
    Task CreateDirectoryAsync(string name, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.RemoveDirectoryAsync"/>
    Task RemoveDirectoryAsync(string name, CancellationToken cancel);

    /// <inheritdoc cref="RemoteFiles.SetModifiedAsync"/>
    Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel);
}
