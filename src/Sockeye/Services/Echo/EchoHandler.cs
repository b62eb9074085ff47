using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Echo;

/// <summary>Sends back every byte received, until the client closes (RFC 862, TCP).</summary>
public sealed class EchoHandler : IConnectionHandler
{
    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        while (true)
        {
            ReadResult read = await connection.Input.ReadAsync(stopping);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                connection.Output.Write(segment.Span);
            connection.Input.AdvanceTo(read.Buffer.End);

            await connection.Output.FlushAsync(stopping); // waits while the peer is slow
            if (read.IsCompleted)
                return;
        }
    }
}
