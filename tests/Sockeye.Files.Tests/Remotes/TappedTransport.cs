using System.Collections.Concurrent;
using System.Text;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Remotes;

/// <summary>Another transport, with what is sent over each of its connections written down.</summary>
internal sealed class TappedTransport(IStreamTransport inner, TimeProvider time) : IStreamTransport
{
    private readonly ConcurrentQueue<Tapped> _connections = new();
    private readonly TaskCompletionSource _hasSaid = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The line that <see cref="HasSaid"/> waits for.</summary>
    public string? Awaited { get; init; }

    /// <summary>Is given what is to be sent, before it is; tells what goes instead, of the same length.</summary>
    public Func<string, string>? OnSending { get; init; }

    /// <summary>Blotted out of all that is received.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>How many connections there were.</summary>
    public int Connections => _connections.Count;

    /// <summary>Ends when the first connection has sent the awaited line.</summary>
    public Task HasSaid => _hasSaid.Task;

    /// <summary>The lines that were sent over the first connection, without their arguments where there are many.</summary>
    public string[] Lines => LinesOf(0);

    public string[] LinesOf(int connection) =>
        _connections.ElementAt(connection).Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Breaks the first connection.</summary>
    public void Break() => _connections.First().Abort(EndReason.PeerReset);

    public ValueTask<IStreamListener> ListenAsync(Endpoint endpoint, CancellationToken cancel = default) =>
        inner.ListenAsync(endpoint, cancel);

    public async ValueTask<StreamConnection> ConnectAsync(Endpoint endpoint, CancellationToken cancel = default)
    {
        var tapped = new Tapped(await inner.ConnectAsync(endpoint, cancel), time, this);
        _connections.Enqueue(tapped);
        return tapped;
    }

    private sealed class Tapped(StreamConnection inner, TimeProvider time, TappedTransport transport)
        : DecoratedConnection(inner, time)
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
        {
            int bytes = await base.ReceiveAsync(buffer, cancel);
            foreach (byte[] word in transport.Hidden.Select(Encoding.UTF8.GetBytes))
            {
                Span<byte> received = buffer.Span[..bytes];
                for (int at; (at = received.IndexOf(word)) >= 0;)
                    received.Slice(at, word.Length).Fill((byte)'x');
            }

            return bytes;
        }

        protected override ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
        {
            if (transport.OnSending is { } change)
                data = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(data.Span)));
            _text.Append(Encoding.UTF8.GetString(data.Span));
            ValueTask<int> sent = base.SendAsync(data, cancel);
            if (transport.Awaited is { } line && Text.Contains(line, StringComparison.Ordinal))
                transport._hasSaid.TrySetResult();
            return sent;
        }
    }
}
