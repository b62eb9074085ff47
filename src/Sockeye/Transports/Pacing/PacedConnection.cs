namespace Sockeye.Transports.Pacing;

/// <summary>A connection that keeps to a pace, sending and receiving. It owns the one it runs over.</summary>
/// <param name="inner">Belongs to this one.</param>
/// <param name="sending">What is sent is booked there.</param>
/// <param name="receiving">What is received, there.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedConnection(StreamConnection inner, Pace sending, Pace receiving, TimeProvider time)
    : DecoratedConnection(inner, time)
{
    protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int bytes = await base.ReceiveAsync(buffer[..Math.Min(buffer.Length, receiving.PieceBytes)], cancel);
        if (bytes > 0)
            await receiving.BookAsync(bytes, cancel);
        return bytes;
    }

    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        int bytes = await base.SendAsync(data[..Math.Min(data.Length, sending.PieceBytes)], cancel);
        await sending.BookAsync(bytes, cancel);
        return bytes;
    }
}
