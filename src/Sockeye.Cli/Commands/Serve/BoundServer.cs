using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>A server that can be connected to, and is not served yet.</summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="OpenFiles">How many descriptors a connection needs at its busiest.</param>
/// <param name="RunAsync">Serves to the end.</param>
internal sealed record BoundServer(Endpoint Endpoint, int OpenFiles, ServerGroup.Server RunAsync);
