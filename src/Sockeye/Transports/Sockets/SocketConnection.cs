using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>A stream over a socket: TCP or UNIX.</summary>
internal sealed class SocketConnection : StreamConnection,
    IPeerState, IPeerProbe, IUrgentInput, IProcessorChoice, IDeliveryReport, ILingering, IProxiedPeer
{
    /// <summary>
    /// How long an orderly end waits for the peer's end: long enough for a round trip or two, and no longer.
    /// </summary>
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How much the kernel is asked to send at a time, in bytes: so often at least is activity noted, and a wish to
    /// give up seen.
    /// </summary>
    private const int PieceBytes = 4 * 1024 * 1024;

    private readonly BerkeleySocket _socket;
    private readonly TimeProvider _time;
    private readonly bool _isTcp;
    private readonly EndPoint? _peer;
    private int _closed;
    private volatile bool _hasSentEnd;
    private volatile bool _wasReset;
    private Delivery _atClose;
    private CancellationTokenSource? _lingering; // while it waits for the peer's end; null when it need not any more
    private volatile EndPoint? _client;
    private volatile bool _isProxy;

    /// <param name="socket">Belongs to the connection from now on.</param>
    /// <param name="id">Its name in logs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isTuned">Whether it has the options of <see cref="TcpTuning"/> from its listener.</param>
    public SocketConnection(BerkeleySocket socket, string id, TimeProvider time, bool isTuned)
        : base(id, time)
    {
        _socket = socket;
        _time = time;
        LocalEndPoint = socket.LocalEndPoint;
        _peer = socket.AcceptedFrom ?? socket.RemoteEndPoint;
        _isTcp = _peer is IPEndPoint;
        if (_isTcp && !isTuned)
            TcpTuning.Apply(socket);
    }

    public override EndPoint? LocalEndPoint { get; }

    public override EndPoint? RemoteEndPoint => _isProxy ? _client : _peer;

    public void SpeaksFor(EndPoint? client) => (_client, _isProxy) = (client, true);

    public bool HasPeerEnded => _socket.Status.HasPeerEnded;

    public bool IsPeerDone => _socket.Status.HasPeerEnded && (_socket.Status.ReceiveQueueBytes ?? 0) == 0;

    public bool IsPeerGone => Volatile.Read(ref _closed) != 0 || WasReset();

    public Delivery Look()
    {
        long sent = BytesSent; // first: what is sent meanwhile does not count as delivered
        bool wasReset = _wasReset || EndReason == EndReason.PeerReset;

        // Who resets a connection does not acknowledge what it has just read, and many a client ends like that when it
        // has all it wants: then what has left counts, for the peer's window had room for it.
        int queue = (_isTcp && wasReset ? _socket.Status.UnsentBytes : _socket.Status.SendQueueBytes) ?? 0;
        if (Volatile.Read(ref _closed) != 0)
            return _atClose;
        if (_isTcp)
            return new Delivery(sent, sent - Math.Max(0, queue - (_hasSentEnd ? 1 : 0))); // FIN is one more

        // A UNIX socket tells what its unread bytes take in memory, which is more than they are, and forgets them when
        // the peer dies.
        return new Delivery(sent, WasReset() ? 0 : Math.Max(0, sent - queue));
    }

    /// <summary>The options of <see cref="TcpTuning"/>, as the kernel has them.</summary>
    internal int[] TcpOptions() => [.. TcpTuning.Read(_socket)];

    public void UseAllProcessors() => _socket.Io.UseAllProcessors();

    // socket(7), SO_OOBINLINE; a peer that has reset the connection meanwhile shows at the next receive
    public void KeepUrgentBytes()
    {
        try
        {
            if (_isTcp)
                _socket.SetOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, 1);
        }
        catch (SocketCallException)
        {
            // so nothing urgent will come
        }
    }

    protected internal override ValueTask WaitToReceiveAsync(CancellationToken cancel) =>
        _socket.Io.WaitToReceiveAsync(cancel);

    protected internal override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        PoolBudget.IsOver(bytes: 0) ? ReceiveNextTurnAsync(buffer, cancel) : _socket.Io.ReceiveAsync(buffer, cancel);

    protected override ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
        PoolBudget.IsOver(data.Length) ? SendNextTurnAsync(data, cancel) : _socket.Io.SendAsync(data, cancel);

    protected override async ValueTask<long> CarryOutAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        if (_socket.Io.Files is not { } files)
            return 0;

        await Output.FlushAsync(cancel);
        for (long sent = 0; sent < length;)
        {
            int piece = (int)Math.Min(PieceBytes, length - sent);
            if (PoolBudget.IsOver(piece))
                await Task.Yield();
            if (await files.SendFileAsync(file, offset + sent, piece, cancel) is not { } bytes)
                return sent;
            if (bytes == 0)
                throw FileCopy.EndedEarly(length - sent);

            CountSent(bytes);
            sent += bytes;
        }

        return length;
    }

    protected override async ValueTask<long> CarryInAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        if (_socket.Io.Files is not { } files)
            return 0;

        using SplicePipe? pipe = SplicePipe.TryCreate();
        if (pipe is null)
            return 0;

        for (long received = 0; received < length;)
        {
            int piece = (int)Math.Min(SplicePipe.WantedBytes, length - received);
            if (PoolBudget.IsOver(piece))
                await Task.Yield();
            if (await files.SpliceAsync(pipe, piece, cancel) is not { } bytes)
                return received;

            CountReceived(bytes);
            if (bytes == 0)
                return received;

            pipe.Drain(file, offset + received, bytes);
            received += bytes;
            progress?.Report(received);
        }

        return length;
    }

    private async ValueTask<int> ReceiveNextTurnAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        await Task.Yield();
        return await _socket.Io.ReceiveAsync(buffer, cancel);
    }

    private async ValueTask<int> SendNextTurnAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        await Task.Yield();
        return await _socket.Io.SendAsync(data, cancel);
    }

    // An empty send transmits nothing, but fails once the peer has reset the connection (or closed its UNIX socket). A
    // TCP peer that closed answers our keep-alive with a reset when its own wait is over (tcp_fin_timeout: 60 s).
    public async ValueTask ProbeAsync(CancellationToken cancel)
    {
        try
        {
            await _socket.SendAsync(ReadOnlyMemory<byte>.Empty, cancel);
        }
        catch (IOException) when (HasCompletedOutput)
        {
            // it ended while we asked: the failure is of our own end
        }
    }

    protected override ValueTask ShutdownSendAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        _hasSentEnd = true;
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask LingerAsync()
    {
        if (PeerHasEnded)
            return;

        var ended = new CancellationTokenSource(); // has no timer and no wait handle: nothing to dispose
        _lingering = ended;
        using var late = new CancellationTokenSource(LingerTime, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended.Token);
        byte[] discarded = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await _socket.RecvAsync(discarded, limit.Token) > 0)
            {
                // the peer has more to say; nobody listens any more
            }
        }
        catch (OperationCanceledException)
        {
            // it keeps its end open; it has had its chance to read ours
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(discarded);
            _lingering = null;
        }
    }

    public bool TryEndLinger()
    {
        CancellationTokenSource? lingering = Interlocked.Exchange(ref _lingering, null);
        _ = lingering?.CancelAsync(); // what follows must not run under a lock of whoever asks
        return lingering is not null;
    }

    protected override void CloseTransport(bool reset)
    {
        if (reset)
            KeepDelivery();
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        if (reset)
            ResetOnClose();
        _socket.Close();
    }

    // Once it is closed nobody can ask.
    private void KeepDelivery()
    {
        _ = IsPeerGone;
        Delivery last = Look();
        if (Volatile.Read(ref _closed) == 0)
            _atClose = last;
    }

    // Of a UNIX socket the kernel tells it once: to whoever asks first, or receives (socket(7), SO_ERROR).
    private bool WasReset()
    {
        const int solSocket = 1, soError = 4;
        Span<byte> error = stackalloc byte[sizeof(int)];
        if (_wasReset || EndReason == EndReason.PeerReset)
            return true;

        return _wasReset = _isTcp
            ? _socket.Status.TcpState == TcpState.Closed
            : _socket.Status.PeekSockOpt(solSocket, soError, error) > 0 && BitConverter.ToInt32(error) != 0;
    }

    private void ResetOnClose()
    {
        try
        {
            _socket.ResetOnClose = true;
        }
        catch (SocketException)
        {
            // already reset by the peer
        }
    }
}
