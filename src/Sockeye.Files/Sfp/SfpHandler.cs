using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Files.Access;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>Serves files by SFP/1 (docs/protocols/sfp.md): whole requests in, one answer each.</summary>
/// <param name="folder">Which files, and who may use them. It stays with the caller.</param>
/// <param name="options">How; null for the defaults.</param>
/// <param name="logger">Where the log goes; null is nowhere.</param>
public sealed class SfpHandler(SharedFolder folder, SfpOptions? options = null, ILogger? logger = null)
    : IConnectionHandler
{
    private readonly SfpOptions _options = options ?? new SfpOptions();
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <inheritdoc/>
    public Task RunAsync(StreamConnection connection, CancellationToken stopping) =>
        new SfpServerConnection(connection, folder, _options, _logger).RunAsync(stopping);
}
