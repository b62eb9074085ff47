using System.Security.Cryptography;
using Sockeye.Fairness;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>The ports at which the sessions of a server wait for data connections.</summary>
/// <remarks>
/// While some are free a peer may have any number of them. When all are taken, the peer that has most gives one up, to
/// who has at least two fewer: the one at which it has let us wait for longest. Safe from any thread.
/// </remarks>
/// <param name="range">Which ports.</param>
/// <param name="transport">Opens them.</param>
internal sealed class PassivePorts(PortRange range, IStreamTransport transport)
{
    private readonly Lock _lock = new();
    private readonly List<(IStreamListener Listener, PeerNetwork Peer)> _open = []; // the oldest first

    /// <summary>Listens at a port that cannot be guessed (RFC 2577 §8).</summary>
    /// <param name="host">Our address.</param>
    /// <param name="peer">The networks of whom it is for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>null when there is none.</returns>
    public async ValueTask<IStreamListener?> TryListenAsync(
        string host, PeerNetwork[] peer, CancellationToken cancel)
    {
        PeerNetwork site = peer[^1]; // all that one may have addresses of
        while (true)
        {
            if (await TryAllAsync(host, cancel) is { } listener)
            {
                lock (_lock)
                    _open.Add((listener, site));
                return listener;
            }

            if (TakeFromMost(site) is not { } other)
                return null;

            await other.DisposeAsync();
        }
    }

    /// <summary>Closes one; nobody waits there any more.</summary>
    public async ValueTask CloseAsync(IStreamListener listener)
    {
        lock (_lock)
            _open.RemoveAll(one => one.Listener == listener);
        await listener.DisposeAsync();
    }

    private IStreamListener? TakeFromMost(PeerNetwork asker)
    {
        lock (_lock)
        {
            if (_open.CountBy(one => one.Peer).MaxBy(peer => peer.Value) is not { Value: > 0 } most)
                return null;
            if (most.Value < _open.Count(one => one.Peer == asker) + 2)
                return null;

            int oldest = _open.FindIndex(one => one.Peer == most.Key);
            IStreamListener listener = _open[oldest].Listener;
            _open.RemoveAt(oldest);
            return listener;
        }
    }

    // From a random one on, each once.
    private async ValueTask<IStreamListener?> TryAllAsync(string host, CancellationToken cancel)
    {
        int start = RandomNumberGenerator.GetInt32(range.Count);
        for (int step = 0; step < range.Count; step++)
        {
            int port = range.First + ((start + step) % range.Count);
            if (await TryListenAsync(host, port, cancel) is { } listener)
                return listener;
        }

        return null;
    }

    private async ValueTask<IStreamListener?> TryListenAsync(string host, int port, CancellationToken cancel)
    {
        try
        {
            return await transport.ListenAsync(Endpoint.Tcp(host, port), cancel);
        }
        catch (IOException)
        {
            return null; // in use
        }
    }
}
