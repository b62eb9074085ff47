using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Hello;

/// <summary>
/// The client sends <c>HELLO</c>; the server takes note, answers <c>HELLO</c> when asked to, and closes.
/// </summary>
/// <param name="reply">
/// Answers as soon as the greeting is whole. Without it the server reads on to the end of the stream.
/// </param>
/// <param name="onMessage">Is told of each greeting; may be null.</param>
public sealed class HelloHandler(bool reply, Action<ReceivedMessage>? onMessage = null) : IConnectionHandler
{
    // our choice: HELLO, a line ending, and room to show what a stranger sent instead
    private const int MaxGreetingBytes = 64;

    /// <summary>The greeting, in both directions.</summary>
    public static ReadOnlyMemory<byte> Greeting { get; } = "HELLO"u8.ToArray();

    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        byte[] received = await ReceiveAsync(connection.Input, stopping);
        string peer = PeerAddress.TextOf(connection.RemoteEndPoint);
        onMessage?.Invoke(new ReceivedMessage("hello", peer, PrintableText.Escape(received)));

        if (!received.AsSpan().TrimEnd("\r\n"u8).SequenceEqual(Greeting.Span))
            throw new PeerProtocolException(ProtocolError.Malformed, "the peer did not send HELLO");
        if (reply)
            await connection.Output.WriteAsync(Greeting, stopping);
    }

    private async Task<byte[]> ReceiveAsync(PipeReader input, CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancel);
            if (read.Buffer.Length > MaxGreetingBytes)
                throw new PeerProtocolException(
                    ProtocolError.FrameTooLong, $"the greeting exceeds {MaxGreetingBytes} bytes");

            bool whole = read.IsCompleted || (reply && read.Buffer.Length >= Greeting.Length);
            byte[] received = whole ? read.Buffer.ToArray() : [];
            input.AdvanceTo(whole ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (whole)
                return received;
        }
    }
}
