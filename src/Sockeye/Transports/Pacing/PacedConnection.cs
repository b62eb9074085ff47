using System.Net;

namespace Sockeye.Transports.Pacing;

/// <summary>A connection that keeps to a pace, sending and receiving. It owns the one it runs over.</summary>
internal sealed class PacedConnection : StreamConnection
{
    private readonly StreamConnection _inner;
    private readonly Pace _sending;
    private readonly Pace _receiving;

    public PacedConnection(StreamConnection inner, Pace sending, Pace receiving, TimeProvider time)
        : base(inner.Id, time)
    {
        (_inner, _sending, _receiving) = (inner, sending, receiving);
        ReceiveBufferBytes = inner.ReceiveBufferBytes;
    }

    public override EndPoint? LocalEndPoint => _inner.LocalEndPoint;

    public override EndPoint? RemoteEndPoint => _inner.RemoteEndPoint;

    public override bool IsPrivate => _inner.IsPrivate;

    public override bool HasPeerEnded => _inner.HasPeerEnded;

    public override bool IsPeerDone => _inner.IsPeerDone;

    public override bool IsPeerGone => _inner.IsPeerGone;

    public override Delivery Delivery => _inner.Delivery;

    public override void UseAllProcessors() => _inner.UseAllProcessors();

    protected internal override ValueTask WaitToReceiveAsync(CancellationToken cancel) =>
        _inner.WaitToReceiveAsync(cancel);

    protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int bytes = await _inner.ReceiveDirectlyAsync(
            buffer[..Math.Min(buffer.Length, _receiving.PieceBytes)], cancel);
        if (bytes > 0)
            await _receiving.BookAsync(bytes, cancel);
        return bytes;
    }

    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        ReadOnlyMemory<byte> piece = data[..Math.Min(data.Length, _sending.PieceBytes)];
        await _inner.SendAllAsync(piece, cancel);
        await _sending.BookAsync(piece.Length, cancel);
        return piece.Length;
    }

    protected override ValueTask ProbePeerAsync(CancellationToken cancel) => _inner.ProbeAsync(cancel);

    protected override ValueTask ShutdownSendAsync() => _inner.CompleteOutputAsync();

    public override bool TryEndLinger() => _inner.TryEndLinger();

    protected override ValueTask LingerAsync() => _inner.DisposeAsync();

    protected override void CloseTransport(bool reset)
    {
        if (reset)
            _inner.Abort(EndReason);
        _ = _inner.DisposeAsync().AsTask(); // by now it has nothing to wait for
    }
}
