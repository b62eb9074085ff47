using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Chat.Lines;

/// <summary>The door of a hall for netcat and telnet.</summary>
/// <param name="hub">The hall.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
public sealed class LineDoorHandler(ChatHub hub, LineDoorOptions options, TimeProvider time) : IConnectionHandler
{
    /// <inheritdoc/>
    public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
    {
        await using var client = new LineDoorConnection(connection, hub, options, time);
        await client.RunAsync(stopping);
    }
}
