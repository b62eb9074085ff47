using System.Buffers;
using System.Text;
using Sockeye.Driving;
using Sockeye.Transports;

namespace Sockeye.Tests.Driving;

/// <summary>A peer that takes what was written when the test says so.</summary>
internal sealed class StuckChannel : ILineChannel
{
    private readonly SemaphoreSlim _flushes = new(0);
    private readonly List<string> _written = [];

    public ReadOnlySequence<byte> Current => default;

    /// <summary>What was flushed, or is being flushed, in batches.</summary>
    public List<string[]> Batches { get; } = [];

    public EndReason Aborted { get; private set; }

    /// <summary>The peer takes the batch that waits, or the next.</summary>
    public void TakeOne() => _flushes.Release();

    public ValueTask<bool> MoveNextAsync(CancellationToken cancel) => ValueTask.FromResult(false);

    /// <summary>Writing fails, by a mistake of ours.</summary>
    public bool Refuses { get; set; }

    public void Write(ReadOnlySpan<byte> line)
    {
        if (Refuses)
            throw new InvalidOperationException("of the channel");
        _written.Add(Encoding.UTF8.GetString(line));
    }

    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        Batches.Add([.. _written]);
        _written.Clear();
        await _flushes.WaitAsync(cancel);
        if (Aborted != EndReason.None)
            throw TransportException.PeerGone("the connection was aborted");
    }

    public void Abort(EndReason reason)
    {
        Aborted = reason;
        _flushes.Release();
    }
}
