using Sockeye.Protocols.Sfp;
using Sockeye.Services;
using Sockeye.Services.Files;

namespace Sockeye.Cli.Remote;

/// <summary>The files of one server, whatever the protocol. One operation at a time.</summary>
/// <remarks>
/// Refusals and broken rules are <see cref="Protocols.PeerProtocolException"/>, silence is a
/// <see cref="TimeoutException"/>.
/// </remarks>
internal interface IRemoteFiles : IAsyncDisposable
{
    /// <summary>
    /// Length, time and, when <paramref name="withSum"/> is set, SHA-256 of a file; null where the protocol cannot
    /// tell.
    /// </summary>
    Task<SfpFile?> StatAsync(string name, bool withSum, CancellationToken stop);

    /// <summary>Fetches a file to a path, by way of <c>.part</c>.</summary>
    Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>Fetches a file to a stream.</summary>
    Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>Stores a local file.</summary>
    /// <returns>Its length in bytes.</returns>
    Task<long> StoreAsync(string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop);

    /// <summary>The entries of a directory.</summary>
    Task<IReadOnlyList<SfpEntry>> ListAsync(string directory, bool isRecursive, CancellationToken stop);
}
