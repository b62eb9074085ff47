using System.Net;
using System.Threading.Channels;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Proxy;
using Sockeye.Transports;

namespace Sockeye.Serving.Proxies;

/// <summary>Reads the headers of a few connections at once, and gives those on whose header has come.</summary>
/// <remarks>Accepting waits for no header, so that one proxy that says nothing holds up no other.</remarks>
internal sealed class ProxiedListener : IStreamListener
{
    private const int HeadersAtOnce = 64; // our choice; further connections wait in the kernel's backlog

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(5); // our choice: a proxy sends it at once

    private readonly IStreamListener _inner;
    private readonly TrustedProxies _proxies;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _places = new(HeadersAtOnce);
    private readonly SemaphoreSlim _failureTaken = new(0);
    private readonly Channel<object> _ready = Channel.CreateUnbounded<object>(); // as many as places: or what failed
    private readonly Lazy<Task> _accepting;

    public ProxiedListener(IStreamListener inner, TrustedProxies proxies, TimeProvider time)
    {
        (_inner, _proxies, _time) = (inner, proxies, time);
        _accepting = new Lazy<Task>(AcceptAllAsync);
    }

    public Endpoint Endpoint => _inner.Endpoint;

    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        _ = _accepting.Value;
        try
        {
            object next = await _ready.Reader.ReadAsync(stop);
            _places.Release();
            if (next is StreamConnection connection)
                return connection;

            _failureTaken.Release();
            throw (IOException)next;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _inner.DisposeAsync();
        if (_accepting.IsValueCreated)
            await _accepting.Value;
        while (_ready.Reader.TryRead(out object? waiting))
        {
            if (waiting is StreamConnection connection)
                await RefuseAsync(connection, EndReason.ServerStopping);
        }
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            do
            {
                await _places.WaitAsync(_ended.Token);
            }
            while (await HasAcceptedAsync());
        }
        catch (OperationCanceledException)
        {
            // the listener was disposed
        }

        _ready.Writer.TryComplete();
    }

    private async Task<bool> HasAcceptedAsync()
    {
        try
        {
            StreamConnection? connection = await _inner.AcceptAsync(_ended.Token);
            if (connection is not null)
                _ = PrepareAsync(connection);
            return connection is not null;
        }
        catch (IOException failure)
        {
            if (!_ready.Writer.TryWrite(failure))
                return false;

            await _failureTaken.WaitAsync(_ended.Token); // who accepts waits as it needs, and says whether it goes on
            return true;
        }
    }

    private async Task PrepareAsync(StreamConnection connection)
    {
        try
        {
            if (_proxies.Contains(connection.RemoteEndPoint))
                await ReadHeaderAsync(connection);
            if (_ready.Writer.TryWrite(connection))
                return; // its place is free when it is taken

            await RefuseAsync(connection, EndReason.ServerStopping);
        }
        catch (Exception failure) when (
            failure is IOException or PeerProtocolException or OperationCanceledException)
        {
            await RefuseAsync(connection, EndReason.PeerBrokeProtocol);
        }

        _places.Release();
    }

    private async Task ReadHeaderAsync(StreamConnection connection)
    {
        using var late = new CancellationTokenSource(HeaderTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _ended.Token);
        var headers = new FrameReader<ProxyHeader>(connection.Input, new ProxyHeaderDecoder());
        if (!await headers.MoveNextAsync(either.Token))
            throw new PeerProtocolException(ProtocolError.CutOff, "there is no header of the PROXY protocol");

        headers.Release();
        IPEndPoint? client = headers.Current.Client;
        IProxiedPeer peer = connection.Find<IProxiedPeer>()
            ?? throw new NotSupportedException("it has an address of its own");
        peer.SpeaksFor(PeerAddress.IsHere(client) ? null : client); // its "here" may be another machine than ours
    }

    private static async Task RefuseAsync(StreamConnection connection, EndReason reason)
    {
        connection.Abort(reason);
        await connection.DisposeAsync();
    }
}
