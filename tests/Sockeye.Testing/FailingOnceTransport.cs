using System.Net;
using Sockeye.Transports;

namespace Sockeye.Testing;

/// <summary>A network that has no port for the first exchange.</summary>
public sealed class FailingOnceTransport(IDatagramTransport network) : IDatagramTransport
{
    private int _opened;

    public ValueTask<IDatagramSocket> BindAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        network.BindAsync(endpoint, cancel);

    public IDatagramSocket Open(EndPoint remote, Endpoint? local = null) =>
        _opened++ == 0 ? throw new IOException("no port is free") : network.Open(remote, local);

    public ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(
        Endpoint endpoint, CancellationToken cancel = default) => network.ResolveAsync(endpoint, cancel);
}
