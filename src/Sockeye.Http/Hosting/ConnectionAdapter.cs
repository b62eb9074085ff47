using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.Fairness;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Http.Hosting;

/// <summary>One of our connections, as Kestrel sees it.</summary>
/// <remarks>
/// Its pipes are those of the connection: nothing is pumped or copied in between. Kestrel disposes it when it is done
/// with it; the connection itself stays with whoever handed it over.
/// </remarks>
internal sealed class ConnectionAdapter : ConnectionContext, IDuplexPipe
{
    private readonly StreamConnection _connection;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InputAdapter _input;
    private readonly PeerNetwork[] _peer;
    private readonly Lock _closing = new();
    private ITimer? _timeout; // runs while the client has asked nothing yet
    private bool _wasAsked;
    private bool _closesOnceAsked;
    private int _requests; // under way

    public ConnectionAdapter(StreamConnection connection, Deliveries deliveries)
    {
        (_connection, Deliveries) = (connection, deliveries);
        _input = new InputAdapter(connection.Input, OnBroken);
        Output = new OutputAdapter(connection, OnBroken);
        _peer = PeerNetwork.Of(connection.RemoteEndPoint);
        ConnectionId = connection.Id;
        LocalEndPoint = connection.LocalEndPoint;
        RemoteEndPoint = connection.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Transport = this;
        Features.Set<IConnectionIdFeature>(new IdFeature(this));
        Features.Set<IConnectionTransportFeature>(new TransportFeature(this));
        Features.Set<IConnectionItemsFeature>(new ItemsFeature(this));
        Features.Set<IConnectionLifetimeFeature>(new LifetimeFeature(this));
        Features.Set<IConnectionEndPointFeature>(new EndPointFeature(this));
        Features.Set(this);
        if (connection.Find<TlsConnection>() is not { } tls)
            return;

        IsSecured = true;
        TlsFeatures.AddTo(Features, tls);
    }

    /// <summary>The connection that Kestrel speaks on.</summary>
    public StreamConnection Stream => _connection;

    /// <summary>The answers that were sent over it.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>What Kestrel writes to.</summary>
    public OutputAdapter Output { get; }

    /// <summary>Whether it is inside TLS that ends here.</summary>
    public bool IsSecured { get; }

    /// <summary>Completes when Kestrel is done with it.</summary>
    public Task Ended => _ended.Task;

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get => field ??= new ConnectionItems(); set; }

    public override IDuplexPipe Transport { get; set; }

    PipeReader IDuplexPipe.Input => _input;

    PipeWriter IDuplexPipe.Output => Output;

    /// <summary>The networks of a client's address: mostly it is the peer.</summary>
    public PeerNetwork[] NetworksOf(EndPoint? client) =>
        ReferenceEquals(client, RemoteEndPoint) ? _peer : PeerNetwork.Of(client);

    /// <summary>A request is going to be answered.</summary>
    /// <returns>Whether it is beside others.</returns>
    public bool BeginRequest() => Interlocked.Increment(ref _requests) > 1;

    /// <summary>The same request has been answered.</summary>
    public void EndRequest() => Interlocked.Decrement(ref _requests);

    /// <summary>A request is answered by leaving HTTP (RFC 9110 §7.8).</summary>
    public void LeaveHttp() => _input.LeaveHttp();

    /// <summary>Its first request is there.</summary>
    public void OnAsked()
    {
        lock (_closing)
        {
            _wasAsked = true;
            if (!_closesOnceAsked)
                return;
        }

        RequestClose();
    }

    /// <summary>
    /// Asks Kestrel to end it after the answers under way, which HTTP/2 tells by GOAWAY. Who has asked nothing yet was
    /// accepted all the same, and has its first answer before.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long the first request is waited for.</param>
    public void RequestCloseOnceAsked(TimeProvider time, TimeSpan timeout)
    {
        lock (_closing)
        {
            _closesOnceAsked = true;
            if (!_wasAsked && !_ended.Task.IsCompleted)
            {
                _timeout = time.CreateTimer(_ => RequestClose(), null, timeout, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        RequestClose();
    }

    public override void Abort() => Abort(new ConnectionAbortedException());

    /// <summary>
    /// Kestrel breaks off only for what the peer did, or for slowness; our own reasons are recorded before.
    /// </summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _connection.Abort(_input.HasEnded ? EndReason.Completed : EndReason.PeerBrokeProtocol);
        Close();
    }

    public override ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        lock (_closing)
            _timeout?.Dispose();
        _input.Dispose();
        return base.DisposeAsync();
    }

    private void RequestClose() => Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    private void OnBroken()
    {
        _connection.TrySetEndReason(EndReason.PeerReset);
        Close();
    }

    // On another thread: what Kestrel has registered must not run inside of a read or a flush.
    private void Close() => ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, false);

    private sealed class IdFeature(ConnectionAdapter connection) : IConnectionIdFeature
    {
        public string ConnectionId { get => connection.ConnectionId; set => connection.ConnectionId = value; }
    }

    private sealed class TransportFeature(ConnectionAdapter connection) : IConnectionTransportFeature
    {
        public IDuplexPipe Transport { get => connection.Transport; set => connection.Transport = value; }
    }

    private sealed class ItemsFeature(ConnectionAdapter connection) : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get => connection.Items; set => connection.Items = value; }
    }

    private sealed class LifetimeFeature(ConnectionAdapter connection) : IConnectionLifetimeFeature
    {
        public CancellationToken ConnectionClosed
        {
            get => connection.ConnectionClosed;
            set => connection.ConnectionClosed = value;
        }

        public void Abort() => connection.Abort();
    }

    private sealed class EndPointFeature(ConnectionAdapter connection) : IConnectionEndPointFeature
    {
        public EndPoint? LocalEndPoint { get => connection.LocalEndPoint; set => connection.LocalEndPoint = value; }

        public EndPoint? RemoteEndPoint { get => connection.RemoteEndPoint; set => connection.RemoteEndPoint = value; }
    }
}
