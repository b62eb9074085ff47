using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Transports;

/// <summary>An ordered, reliable byte channel to one peer.</summary>
/// <remarks>
/// <para>Read from <see cref="Input"/> and write to <see cref="Output"/>, each from one task at a time; both at once is
/// fine. Waiting for <c>Output.FlushAsync</c> is waiting for a slow peer.</para>
/// <para>There are two ways to end it. <see cref="DisposeAsync"/> is the orderly one: what was written is flushed, the
/// peer sees end of stream. <see cref="Abort"/> is the other: the peer sees a reset, so it cannot take half an answer
/// for a whole one.</para>
/// <para>A failing peer shows as <see cref="TransportException"/> from either side, and in no other way: no flush tells
/// <see cref="FlushResult.IsCompleted"/>, nor is it cancelled but by its token.</para>
/// <para>What not every transport can is asked for by <see cref="Find"/>.</para>
/// </remarks>
public abstract class StreamConnection : IAsyncDisposable
{
    private readonly ConnectionActivity _activity;
    private readonly ConnectionReader _input;
    private long _bytesReceived;
    private long _bytesSent;
    private int _endReason;
    private int _isAborted;
    private CancellationTokenSource? _aborting; // made when it is asked for; without a timer: nothing to dispose
    private int _disposed;
    private volatile bool _outputCompleted; // set before the peer is told
    private volatile bool _sendCutOff;

    /// <summary>Starts the books of a connection.</summary>
    /// <param name="id">Unique in this process, for logs and traces.</param>
    /// <param name="time">The clock of <see cref="IdleTime"/>.</param>
    protected StreamConnection(string id, TimeProvider time)
    {
        Id = id;
        _activity = new ConnectionActivity(time);
        _input = new ConnectionReader(this);
        Output = new ConnectionWriter(this);
    }

    /// <summary>Unique in this process, for logs and traces.</summary>
    public string Id { get; }

    /// <summary>Our address, where the transport has one.</summary>
    public abstract EndPoint? LocalEndPoint { get; }

    /// <summary>The peer's address, where the transport has one; of a proxy that says so, its client's.</summary>
    public abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>Whether nobody on the way can read along: it does not leave this machine, or is inside TLS.</summary>
    public bool IsPrivate => Find<IPrivateChannel>() is not null || PeerAddress.IsHere(RemoteEndPoint);

    /// <summary>Whether a part of what was to be sent was not: nothing can follow it.</summary>
    public bool IsSendCutOff => _sendCutOff;

    /// <summary>What has reached the peer's side; all of it, as far as a transport knows that cannot look.</summary>
    public Delivery Delivery => Find<IDeliveryReport>()?.Look() ?? new Delivery(BytesSent, BytesSent);

    /// <summary>How much is received at a time, in bytes. Default 16 KiB.</summary>
    public int ReceiveBufferBytes { get; set; } = 16 * 1024;

    /// <summary>What the peer sends.</summary>
    public PipeReader Input => _input;

    /// <summary>What we send. Nothing leaves before a flush, and all of it has left when that returns.</summary>
    public PipeWriter Output { get; }

    /// <summary>Bytes received so far.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Bytes handed to the transport so far.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>How long nothing has moved in either direction, and no <see cref="Working"/> was held.</summary>
    public TimeSpan IdleTime => _activity.IdleTime;

    /// <summary>Why the connection ended; <see cref="EndReason.None"/> while it is open.</summary>
    public EndReason EndReason => (EndReason)Volatile.Read(ref _endReason);

    /// <summary>
    /// Says that one side works for the other, on a sum for example, and that silence is no idleness meanwhile: until
    /// the result is disposed, <see cref="IdleTime"/> is zero. Several may be held at once, from any threads.
    /// </summary>
    /// <param name="atMost">After which time it ends by itself; null when the work ends for certain.</param>
    public IDisposable Working(TimeSpan? atMost = null) => _activity.Working(atMost);

    /// <summary>Records why the connection ends. The first reason stays.</summary>
    /// <returns>true when it is the first.</returns>
    public bool TrySetEndReason(EndReason reason) =>
        Interlocked.CompareExchange(ref _endReason, (int)reason, (int)EndReason.None) == (int)EndReason.None;

    /// <summary>Ends the connection at once: waits fail, the peer sees a reset. From any thread, at any time.</summary>
    /// <param name="reason">Why, unless a reason is recorded already.</param>
    public void Abort(EndReason reason)
    {
        TrySetEndReason(reason);
        CloseTransport(reset: true);
        Interlocked.Exchange(ref _isAborted, 1);
        _aborting?.CancelAsync(); // on other threads: what goes on beside it must not hold up who aborts
    }

    /// <summary>Signalled when it is aborted: for what goes on beside it, and must not outlive it.</summary>
    public CancellationToken Aborted
    {
        get
        {
            CancellationTokenSource source = LazyInitializer.EnsureInitialized(ref _aborting, static () => new());
            if (Volatile.Read(ref _isAborted) != 0)
                source.Cancel();
            return source.Token;
        }
    }

    /// <summary>Half-close: flushes, then tells the peer that no more will come. Reading goes on.</summary>
    public async ValueTask CompleteOutputAsync(CancellationToken cancel = default)
    {
        if (_outputCompleted)
            return;

        await Output.FlushAsync(cancel);
        if (Volatile.Read(ref _disposed) == 0)
            await WaitToCompleteAsync(cancel);
        _outputCompleted = true;
        Output.Complete();
        await ShutdownSendAsync();
    }

    /// <summary>
    /// What not every transport can: an <see cref="IPeerState"/>, <see cref="IPeerProbe"/>, <see cref="IUrgentInput"/>,
    /// <see cref="IProcessorChoice"/>, <see cref="IPrivateChannel"/>, <see cref="IDeliveryReport"/>,
    /// <see cref="ILingering"/> or <see cref="IProxiedPeer"/>; of this connection, or of one that it runs over.
    /// </summary>
    /// <returns>Of several the outermost; null when none of them can.</returns>
    public T? Find<T>()
        where T : class => this as T ?? Under?.Find<T>();

    /// <summary>How much of a file is copied at a time, in bytes: so much a peer that is slow makes us hold.</summary>
    protected virtual int CopiedBytes => FileCopy.ChunkBytes;

    /// <summary>Sends a part of a file, after everything written to <see cref="Output"/> before.</summary>
    /// <remarks>
    /// The kernel carries it where it can, and the transport allows it: nothing passes through memory.
    /// </remarks>
    /// <param name="file">An open file.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes to send, exactly. What the file has beyond them is left alone.</param>
    /// <param name="cancel">Gives up; the connection can then only be broken off.</param>
    /// <exception cref="EndOfStreamException">The file ended early. The peer was promised more: abort.</exception>
    /// <exception cref="LocalFileException">The file cannot be read. The same.</exception>
    public async ValueTask SendFileAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        try
        {
            long carried = length > FileCopy.ChunkBytes ? await CarryOutAsync(file, offset, length, cancel) : 0;
            await FileCopy.SendAsync(file, offset + carried, length - carried, Output, CopiedBytes, cancel);
        }
        catch (OperationCanceledException)
        {
            _sendCutOff = true;
            throw;
        }
    }

    /// <summary>Receives a part of a file, beginning with what <see cref="Input"/> holds already.</summary>
    /// <remarks>Carried by the kernel where it can, as with <see cref="SendFileAsync"/>.</remarks>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes to receive, exactly.</param>
    /// <param name="progress">Is told the number of bytes received so far; may be null.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <exception cref="EndOfStreamException">The peer ended its stream early.</exception>
    /// <exception cref="LocalFileException">The file cannot be written: the disk is full, for example.</exception>
    public async ValueTask ReceiveFileAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        long received = await ReceiveFileToEndAsync(file, offset, length, progress, cancel);
        if (received < length)
            throw new EndOfStreamException($"the stream ended {length - received} bytes early");
    }

    /// <summary>Receives a file up to the end of the peer's stream, where nobody told how long it is.</summary>
    /// <remarks>
    /// The kernel carries it where it can, and the transport allows it: nothing passes through memory.
    /// </remarks>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="maxBytes">How many bytes to take at most. With so many the stream may go on.</param>
    /// <param name="progress">Is told the number of bytes received so far; may be null.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <returns>How many bytes were received.</returns>
    /// <exception cref="LocalFileException">The file cannot be written: the disk is full, for example.</exception>
    public async ValueTask<long> ReceiveFileToEndAsync(
        SafeFileHandle file, long offset, long maxBytes, IProgress<long>? progress, CancellationToken cancel)
    {
        long received = FileCopy.ReceiveHeld(_input, file, offset, maxBytes);
        if (received > 0)
            progress?.Report(received);
        if (maxBytes - received > FileCopy.ChunkBytes)
            received += await CarryInAsync(
                file, offset + received, maxBytes - received, ProgressOffset.After(received, progress), cancel);

        return received + await FileCopy.ReceiveToEndAsync(
            Input, file, offset + received, maxBytes - received, ProgressOffset.After(received, progress), cancel);
    }

    /// <summary>
    /// Ends the connection in good order, unless it was aborted or a send was cancelled on its way. Never throws for
    /// what the peer did. To be called when nobody reads or writes any more.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        if (_sendCutOff)
            TrySetEndReason(EndReason.Cancelled);
        bool inGoodOrder = !_sendCutOff && EndReason
            is EndReason.None or EndReason.Completed or EndReason.PeerBrokeProtocol or EndReason.ServerStopping;
        try
        {
            if (inGoodOrder)
            {
                if (WasRefused)
                    await ShutdownSendAsync();
                else
                    await CompleteOutputAsync();
                await LingerAsync();
            }
        }
        catch (IOException)
        {
            TrySetEndReason(EndReason.PeerReset);
            inGoodOrder = false;
        }

        TrySetEndReason(EndReason.Completed);
        CloseTransport(reset: !inGoodOrder);
        Input.Complete();
        Output.Complete();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the peer's stream has been read to its end.</summary>
    protected bool PeerHasEnded { get; private set; }

    /// <summary>Whether our own stream has ended; true before the peer is told.</summary>
    protected bool HasCompletedOutput => _outputCompleted;

    /// <summary>Whether we and the peer did not agree: nothing can be sent but the end, and nothing was cut.</summary>
    private protected virtual bool WasRefused => false;

    /// <summary>The connection that this one runs over: see <see cref="DecoratedConnection"/>.</summary>
    private protected virtual StreamConnection? Under => null;

    /// <summary>Waits until there is something to receive, so that no buffer is held; may return early.</summary>
    protected internal virtual ValueTask WaitToReceiveAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>Receives into <paramref name="buffer"/>; 0 is the end of the peer's stream.</summary>
    /// <exception cref="TransportException">The connection failed.</exception>
    protected internal abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);

    /// <summary>
    /// Sends what fits of <paramref name="data"/>, at least a byte, waiting for the peer where needed.
    /// </summary>
    /// <returns>The number of bytes sent.</returns>
    /// <exception cref="TransportException">The connection failed.</exception>
    protected abstract ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>Sends as much of a part of a file as the kernel can carry; the rest is copied.</summary>
    /// <returns>How many bytes were sent; 0 where it cannot.</returns>
    /// <exception cref="EndOfStreamException">The file ended early.</exception>
    protected virtual ValueTask<long> CarryOutAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel) => ValueTask.FromResult(0L);

    /// <summary>Receives as much of a part of a file as the kernel can carry; the rest is copied.</summary>
    /// <returns>
    /// How many bytes were received: fewer where it cannot, and where the peer ended its stream. The next receive then
    /// tells the end.
    /// </returns>
    protected virtual ValueTask<long> CarryInAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel) =>
        ValueTask.FromResult(0L);

    /// <summary>Waits until the end of our stream alone can be told. Default: at once.</summary>
    protected virtual ValueTask WaitToCompleteAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>Tells the peer that no more will come.</summary>
    protected abstract ValueTask ShutdownSendAsync();

    /// <summary>
    /// Waits a little for the peer to take the last bytes and to end its own stream, so that closing with unread input
    /// does not reset what is still under way (RFC 1122 §4.2.2.13).
    /// </summary>
    protected virtual ValueTask LingerAsync() => ValueTask.CompletedTask;

    /// <summary>Frees what the transport holds, and ends all waits. From any thread, perhaps several times.</summary>
    /// <param name="reset">Whether the peer is to see that the connection broke.</param>
    protected abstract void CloseTransport(bool reset);

    /// <summary>Notes that the peer has sent something, or, with 0, that it has ended its stream.</summary>
    protected internal void CountReceived(int bytes)
    {
        PeerHasEnded |= bytes == 0;
        Interlocked.Add(ref _bytesReceived, bytes);
        _activity.Note();
    }

    /// <summary>Sends all of <paramref name="data"/>, in the order of the calls.</summary>
    /// <exception cref="TransportException">The connection failed, or an earlier send was cut off.</exception>
    internal ValueTask SendAllAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        if (_sendCutOff) // a part may have left
            return ValueTask.FromException(TransportException.PeerGone("an earlier send was cut off"));

        if (cancel.IsCancellationRequested)
            return ValueTask.FromCanceled(cancel); // nothing has left yet

        ValueTask<int> sending = SendAsync(data, cancel);
        return FinishSendingAsync(sending, data, cancel);
    }

    /// <summary>
    /// Receives past <see cref="Input"/>, but first what that holds: for a layer that has buffers of its own.
    /// </summary>
    internal async ValueTask<int> ReceiveDirectlyAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (_input.HoldsAny)
            return _input.Take(buffer.Span);

        int bytes = await ReceiveAsync(buffer, cancel);
        CountReceived(bytes);
        return bytes;
    }

    /// <summary>Notes that something was handed to the transport.</summary>
    protected void CountSent(int bytes)
    {
        Interlocked.Add(ref _bytesSent, bytes);
        _activity.Note();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishSendingAsync(
        ValueTask<int> sending, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        try
        {
            for (int sent = 0; ; sending = SendAsync(data[sent..], cancel))
            {
                int bytes = await sending;
                CountSent(bytes);
                sent += bytes;
                if (sent == data.Length)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            _sendCutOff = true;
            throw;
        }
        catch (IOException)
        {
            _sendCutOff = !WasRefused;
            TrySetEndReason(EndReason.PeerReset);
            throw;
        }
    }
}
