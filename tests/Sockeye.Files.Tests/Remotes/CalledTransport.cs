using Sockeye.Transports;

namespace Sockeye.Files.Tests.Remotes;

/// <summary>Connects by what the test gives, wherever it is to go.</summary>
internal sealed class CalledTransport(Func<CancellationToken, ValueTask<StreamConnection>> connect) : IStreamTransport
{
    public ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        connect(cancel);
}
