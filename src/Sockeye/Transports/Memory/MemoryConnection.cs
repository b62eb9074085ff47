using System.Buffers;
using System.IO.Pipelines;
using System.Net;

namespace Sockeye.Transports.Memory;

/// <summary>One side of a stream inside the process.</summary>
internal sealed class MemoryConnection : StreamConnection, IProxiedPeer
{
    private static readonly PipeOptions Bounded = new(
        pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024);

    private readonly Pipe _incoming;
    private readonly Pipe _outgoing;
    private readonly EndPoint _local;
    private readonly EndPoint _remote;
    private readonly CancellationTokenSource _aborted = new();
    private bool _sentEnd;
    private EndPoint? _client;
    private bool _isProxy;

    private MemoryConnection(
        string id, EndPoint local, EndPoint remote, Pipe incoming, Pipe outgoing, TimeProvider time)
        : base(id, time) =>
        (_local, _remote, _incoming, _outgoing) = (local, remote, incoming, outgoing);

    public override EndPoint LocalEndPoint => _local;

    public override EndPoint? RemoteEndPoint => _isProxy ? _client : _remote;

    public void SpeaksFor(EndPoint? client) => (_client, _isProxy) = (client, true);

    public static (MemoryConnection Client, MemoryConnection Server) Pair(
        string id, EndPoint clientAddress, EndPoint serverAddress, TimeProvider time)
    {
        var up = new Pipe(Bounded);
        var down = new Pipe(Bounded);
        return (
            new MemoryConnection(id + "c", clientAddress, serverAddress, incoming: down, outgoing: up, time),
            new MemoryConnection(id, serverAddress, clientAddress, incoming: up, outgoing: down, time));
    }

    protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        ReadResult read = await ReadIncomingAsync(cancel);
        int length = (int)Math.Min(read.Buffer.Length, buffer.Length);
        ReadOnlySequence<byte> part = read.Buffer.Slice(0, length);
        part.CopyTo(buffer.Span);
        _incoming.Reader.AdvanceTo(part.End); // from here on the pipe may use the memory of the part again
        return length;
    }

    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _aborted.Token);
        try
        {
            FlushResult flushed = await _outgoing.Writer.WriteAsync(data, either.Token);
            if (flushed.IsCompleted)
                throw TransportException.PeerGone("the peer closed the connection");
            return data.Length;
        }
        catch (Exception failure) when (
            (failure is OperationCanceledException or InvalidOperationException) && _aborted.IsCancellationRequested)
        {
            throw TransportException.PeerGone("the connection was aborted");
        }
    }

    protected override ValueTask ShutdownSendAsync()
    {
        _sentEnd = true;
        _outgoing.Writer.Complete();
        return ValueTask.CompletedTask;
    }

    protected override void CloseTransport(bool reset)
    {
        _aborted.Cancel();
        if (reset && !_sentEnd)
            _outgoing.Writer.Complete(TransportException.PeerGone("connection reset by peer"));
        _incoming.Writer.CancelPendingFlush();
        _incoming.Reader.CancelPendingRead();
        CompleteReader();
    }

    private async ValueTask<ReadResult> ReadIncomingAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _aborted.Token);
        try
        {
            return await _incoming.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            throw TransportException.PeerGone("the connection was aborted");
        }
        catch (InvalidOperationException)
        {
            throw TransportException.PeerGone("the connection was aborted");
        }
    }

    // A writer that is still waiting for us must learn that nobody reads any more.
    private void CompleteReader()
    {
        try
        {
            _incoming.Reader.Complete();
        }
        catch (InvalidOperationException)
        {
            // A read is under way on another thread. It ends by the token, and the peer's writes by its own reads.
        }
    }
}
