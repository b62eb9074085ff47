using System.Buffers;
using Sockeye.Driving;
using Sockeye.Transports;

namespace Sockeye.Chat;

/// <summary>The lines of a member, of which any other may end the connection while it has the hall's turn.</summary>
/// <remarks>
/// A connection that ends may go on at once, on the same thread, with who reads it; and that leaves the hall. So it
/// ends elsewhere.
/// </remarks>
/// <param name="lines">To the client.</param>
internal sealed class ChatChannel(ILineChannel lines) : ILineChannel
{
    public ReadOnlySequence<byte> Current => lines.Current;

    public ValueTask<bool> MoveNextAsync(CancellationToken cancel) => lines.MoveNextAsync(cancel);

    public void Write(ReadOnlySpan<byte> line) => lines.Write(line);

    public ValueTask FlushAsync(CancellationToken cancel) => lines.FlushAsync(cancel);

    public void Abort(EndReason reason) => ThreadPool.UnsafeQueueUserWorkItem(
        static end => end.Lines.Abort(end.Reason), (Lines: lines, Reason: reason), preferLocal: false);
}
