using System.Net;
using Sockeye.Driving;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>An exchange that a <see cref="DatagramServer"/> runs.</summary>
/// <param name="id">Its name in the log.</param>
/// <param name="peer">With whom.</param>
/// <param name="exchange">What it is; disposed by the server.</param>
/// <param name="port">Its part of the shared port; null when it has a socket of its own.</param>
/// <param name="request">The datagram that began it.</param>
/// <param name="rival">Began by the same request of the same peer, who goes on with one of the two.</param>
internal sealed class ServedExchange(
    string id, EndPoint peer, IDatagramExchange exchange, SharedPort? port, byte[] request, ServedExchange? rival)
    : IExchangeGuard
{
    private readonly CancellationTokenSource _cutOff = new(); // has no timer and no wait handle: nothing to dispose
    private readonly UnprovenPeer _unproven = new(request.Length);
    private readonly EndPoint _plainPeer = PeerAddress.Plain(peer);
    private volatile MachineDriver? _driver;
    private ServedExchange? _rival = rival;
    private int _placeIsGiven;

    public string Id => id;

    public EndPoint Peer => peer;

    public IDatagramExchange Exchange => exchange;

    public SharedPort? Port => port;

    /// <summary>Signalled when the exchange must end now.</summary>
    public CancellationToken CutOffToken => _cutOff.Token;

    /// <summary>
    /// Another exchange of the same peer took its place: the peer is told nothing of this one any more.
    /// </summary>
    public bool WasReplaced { get; private set; }

    bool IExchangeGuard.IsSilenced => WasReplaced;

    public Task Task { get; set; } = Task.CompletedTask;

    public void CutOff() => _cutOff.Cancel();

    /// <summary>Its request came again, for the peer has seen no answer.</summary>
    public bool IsRepetition(ReadOnlySpan<byte> datagram) => !_unproven.HasAnswered && IsRequest(datagram);

    /// <summary>Whether it is the same datagram as began it.</summary>
    public bool IsRequest(ReadOnlySpan<byte> datagram) => datagram.SequenceEqual(request);

    /// <summary>The peer sent this to the server's port.</summary>
    public void OnDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!IsRepetition(datagram))
        {
            port?.TryEnqueue(datagram);
            return;
        }

        _unproven.RequestRepeated();
        _driver?.Hear(request, _plainPeer);
    }

    /// <summary>It is driven from now on: by whom, its machine hears of repetitions.</summary>
    public void DrivenBy(MachineDriver driver) => _driver = driver;

    /// <summary>Something came by the exchange's own socket, or its part of the shared one.</summary>
    public void OnReceived(EndPoint from)
    {
        if (!_unproven.HasAnswered && PeerAddress.Plain(from).Equals(_plainPeer))
            _unproven.Answered();
    }

    /// <summary>It has not ended by the peer's answer: the peer goes on with it, and so not with its rival.</summary>
    public void GoesOn()
    {
        if (_rival is not null && _unproven.HasAnswered)
            Interlocked.Exchange(ref _rival, null)?.EndWithoutWord();
    }

    /// <summary>Counts a datagram that is due; false when it must not be sent (<see cref="UnprovenPeer"/>).</summary>
    public bool MaySend(int bytes) => _unproven.MaySend(bytes);

    /// <summary>Gives its place among those that are served to the next, once; a running exchange ends then.</summary>
    /// <param name="isOver">It has ended by itself.</param>
    /// <returns>false when the place was given already.</returns>
    public bool TryGiveUpPlace(bool isOver = false)
    {
        if (Interlocked.Exchange(ref _placeIsGiven, 1) != 0)
            return false;
        if (isOver)
            return true;

        EndWithoutWord();
        return true;
    }

    private void EndWithoutWord()
    {
        WasReplaced = true;
        CutOff();
    }
}
