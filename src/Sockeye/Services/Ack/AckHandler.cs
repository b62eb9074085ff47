using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Protocols.Text;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Ack;

/// <summary>Answers <c>Message received by server</c> to every chunk received, until the client closes.</summary>
/// <remarks>
/// A chunk is what one receive returns, as in the classroom server this mirrors: at most 1,024 bytes.
/// </remarks>
/// <param name="onMessage">Is told of each chunk; may be null.</param>
public sealed class AckHandler(Action<ReceivedMessage>? onMessage = null) : IConnectionHandler
{
    private const int MaxChunkBytes = 1024; // the study's recv(1024)

    /// <summary>The answer, without a line ending.</summary>
    public static ReadOnlyMemory<byte> Answer { get; } = "Message received by server"u8.ToArray();

    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        string peer = PeerAddress.TextOf(connection.RemoteEndPoint);
        while (true)
        {
            ReadResult read = await connection.Input.ReadAsync(stopping);
            if (read.IsCompleted && read.Buffer.IsEmpty)
                return;

            ReadOnlySequence<byte> chunk = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MaxChunkBytes));
            onMessage?.Invoke(new ReceivedMessage("ack", peer, PrintableText.Escape(chunk.ToArray())));
            connection.Input.AdvanceTo(chunk.End);
            await connection.Output.WriteAsync(Answer, stopping);
        }
    }
}
