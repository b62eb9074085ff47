using Sockeye.Fairness;
using Sockeye.Http.Hosting;
using Sockeye.Serving;

namespace Sockeye.Http.Guards;

/// <summary>
/// How many requests are answered at once: as many as fit the memory, and the files that may be open.
/// </summary>
/// <remarks>
/// One request of a connection has the files that were counted for the connection. Each beside it, as HTTP/2 has them,
/// takes the place of a connection more. Safe from any thread.
/// </remarks>
internal sealed class RequestLimit(int most, ConnectionLimit? limit, TimeProvider time)
{
    // Our choice: what a page asks for together is answered within it; who is turned away asks again.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly PeerCounts _requests = new(most - (most / 8), most);

    // Half of the places are for connections, whatever these ask for. Made when the limit is known.
    private readonly Lazy<PeerCounts> _beside = new(() => new PeerCounts(
        Math.Max(1, limit!.Places / 4), Math.Max(1, limit.Places / 2)));

    /// <summary>Takes a place for a request; waits a little for one that others of its connection have.</summary>
    /// <param name="connection">On which it came.</param>
    /// <param name="peer">Whose it is.</param>
    /// <param name="gone">Its client has given it up.</param>
    /// <returns>Gives the place back; null when there is none.</returns>
    public async ValueTask<IDisposable?> TryTakeAsync(
        ConnectionAdapter connection, PeerNetwork[] peer, CancellationToken gone)
    {
        if (!_requests.TryEnter(peer))
            return null;

        bool isBeside = connection.BeginRequest() && limit is not null;
        var place = new Place(this, connection, peer) { IsBeside = isBeside };
        for (TimeSpan waited = TimeSpan.Zero; place.IsBeside && !TryEnterBeside(peer); waited += LookEvery)
        {
            if (waited >= WaitTimeout || gone.IsCancellationRequested)
            {
                place.IsBeside = false; // the place of a connection is not taken
                place.Dispose();
                return null;
            }

            await Task.Delay(LookEvery, time, CancellationToken.None);
        }

        return place;
    }

    private bool TryEnterBeside(PeerNetwork[] peer)
    {
        if (!_beside.Value.TryEnter(peer))
            return false;
        if (limit!.TryTake())
            return true;

        _beside.Value.Leave(peer);
        return false;
    }

    private void Return(Place place)
    {
        place.Connection.EndRequest();
        if (place.IsBeside)
        {
            limit!.Return();
            _beside.Value.Leave(place.Peer);
        }

        _requests.Leave(place.Peer);
    }

    private sealed class Place(RequestLimit places, ConnectionAdapter connection, PeerNetwork[] peer) : IDisposable
    {
        public ConnectionAdapter Connection => connection;

        public PeerNetwork[] Peer => peer;

        public bool IsBeside { get; set; }

        public void Dispose() => places.Return(this);
    }
}
