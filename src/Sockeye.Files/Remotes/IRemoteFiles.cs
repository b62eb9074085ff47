using Sockeye.Files.Storage;

namespace Sockeye.Files.Remotes;

/// <summary>The files of one server, whatever the protocol. One operation at a time.</summary>
/// <remarks>
/// Refusals and broken rules are <see cref="Protocols.PeerProtocolException"/>, silence is a
/// <see cref="TimeoutException"/>, what the protocol has no word for a <see cref="NoWordForItException"/>.
/// </remarks>
internal interface IRemoteFiles : IAsyncDisposable
{
    /// <summary>Whether a time can be set, so that what was stored here and there can be compared by it.</summary>
    bool KeepsTimes { get; }

    /// <summary>
    /// What is known of a file; with its SHA-256 if <paramref name="withSum"/> is set and it can be told.
    /// </summary>
    Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop);

    /// <summary>Fetches a file to a path, by way of <c>.part</c>.</summary>
    Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>Fetches a file to a stream.</summary>
    Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>Stores a local file; goes on where an earlier attempt was cut, where that can be.</summary>
    Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>The entries of a directory, and what is missing of them.</summary>
    Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop);

    /// <summary>Removes a file.</summary>
    Task DeleteAsync(string name, CancellationToken stop);

    /// <summary>Makes a directory.</summary>
    Task CreateDirectoryAsync(string name, CancellationToken stop);

    /// <summary>Removes an empty directory.</summary>
    Task RemoveDirectoryAsync(string name, CancellationToken stop);

    /// <summary>Sets when a file last changed; only where <see cref="KeepsTimes"/>.</summary>
    Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop);
}
