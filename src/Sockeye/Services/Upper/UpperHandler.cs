using System.IO.Pipelines;
using Sockeye.Protocols.Upper;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Upper;

/// <summary>Returns the text received in upper case, as it comes, until the client closes or half-closes.</summary>
public sealed class UpperHandler : IConnectionHandler
{
    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        var upper = new UpperCaser();
        while (true)
        {
            ReadResult read = await connection.Input.ReadAsync(stopping);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                upper.Transform(segment.Span, connection.Output);
            connection.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                upper.Complete(connection.Output);

            await connection.Output.FlushAsync(stopping); // waits while the peer is slow
            if (read.IsCompleted)
                return;
        }
    }
}
