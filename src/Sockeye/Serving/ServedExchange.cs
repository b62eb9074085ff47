using System.Net;

namespace Sockeye.Serving;

/// <summary>An exchange that a <see cref="DatagramServer"/> runs.</summary>
/// <param name="id">Its name in the log.</param>
/// <param name="peer">With whom.</param>
/// <param name="exchange">What it is; disposed by the server.</param>
/// <param name="port">Its part of the shared port; null when it has a socket of its own.</param>
internal sealed class ServedExchange(string id, EndPoint peer, IDatagramExchange exchange, SharedPort? port)
{
    private readonly CancellationTokenSource _cutOff = new(); // has no timer and no wait handle: nothing to dispose

    public string Id => id;

    public EndPoint Peer => peer;

    public IDatagramExchange Exchange => exchange;

    public SharedPort? Port => port;

    /// <summary>Signalled when the exchange must end now.</summary>
    public CancellationToken CutOffToken => _cutOff.Token;

    public Task Task { get; set; } = Task.CompletedTask;

    public void CutOff() => _cutOff.Cancel();
}
