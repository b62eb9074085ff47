using System.Net;

namespace Sockeye.Transports;

/// <summary>A connection over another, which it owns: whoever derives says only what it does otherwise.</summary>
/// <remarks>
/// What the other can do besides is found through it (<see cref="StreamConnection.Find"/>). Files are copied, as all
/// bytes go through here.
/// </remarks>
public abstract class DecoratedConnection : StreamConnection
{
    /// <summary>Begins with the other's name, and its limits.</summary>
    /// <param name="inner">Belongs to this one from now on.</param>
    /// <param name="time">The clock of <see cref="StreamConnection.IdleTime"/>.</param>
    protected DecoratedConnection(StreamConnection inner, TimeProvider time)
        : base(inner.Id, time)
    {
        Inner = inner;
        ReceiveBufferBytes = inner.ReceiveBufferBytes;
    }

    /// <inheritdoc/>
    public override EndPoint? LocalEndPoint => Inner.LocalEndPoint;

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint => Inner.RemoteEndPoint;

    /// <summary>The connection that this one runs over.</summary>
    protected StreamConnection Inner { get; }

    private protected sealed override StreamConnection? Under => Inner;

    /// <inheritdoc/>
    protected internal override ValueTask WaitToReceiveAsync(CancellationToken cancel) =>
        Inner.WaitToReceiveAsync(cancel);

    /// <inheritdoc/>
    protected internal override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        Inner.ReceiveDirectlyAsync(buffer, cancel);

    /// <inheritdoc/>
    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        await Inner.SendAllAsync(data, cancel);
        return data.Length;
    }

    /// <inheritdoc/>
    protected override ValueTask ShutdownSendAsync() => Inner.CompleteOutputAsync();

    /// <inheritdoc/>
    protected override ValueTask LingerAsync() => Inner.DisposeAsync();

    /// <inheritdoc/>
    protected override void CloseTransport(bool reset)
    {
        if (reset)
            Inner.Abort(EndReason);
        _ = Inner.DisposeAsync().AsTask(); // by now it has nothing to wait for
    }
}
