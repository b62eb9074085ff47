using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Storage;

/// <summary>SHA-256 of a file that is being written: it follows the writer, so that it ends soon after it.</summary>
/// <remarks>
/// <para>The writer, in order and from the start of the file, reports how far it is. What is reported must not change
/// any more. The bytes are read from the file, most probably while the kernel still has them in memory: however they
/// got there, and however slow the processor is, the writer never waits and nothing is held in memory.</para>
/// <para>It reads on a thread of the pool, while there is something to be read. A failure of that shows in
/// <see cref="SumAsync"/>. Dispose it to end it; until then the file must stay open.</para>
/// </remarks>
/// <param name="file">A file open for reading. It stays with the caller.</param>
public sealed class FollowingDigest(SafeFileHandle file) : IProgress<long>, IAsyncDisposable
{
    // So much is left to be read before a thread is woken, and at the end: about a millisecond of work.
    private const long StepBytes = 1024 * 1024;

    private readonly RunningSum _sum = new(start: 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private Task _following = Task.CompletedTask;
    private long _written;

    /// <summary>
    /// By whose turns it reads: what goes on with a long file reads all of it again, for a few bytes more. Null: nobody
    /// else's work is to be considered.
    /// </summary>
    internal WorkPlace? Turns { get; set; }

    /// <summary>The reading of what was reported last. Only to be waited for.</summary>
    internal Task Following
    {
        get
        {
            lock (_lock)
                return _following;
        }
    }

    /// <summary>Tells that the file is written up to <paramref name="value"/>, in bytes from its start.</summary>
    public void Report(long value)
    {
        lock (_lock)
        {
            Volatile.Write(ref _written, value);
            bool isIdle = _following.IsCompletedSuccessfully && !_ended.IsCancellationRequested;
            if (isIdle && value - _sum.Position >= StepBytes)
                _following = Task.Run(FollowAsync);
        }
    }

    /// <summary>The sum of the first bytes of the file; what was read before is not read again.</summary>
    /// <remarks>Not while the file is being written.</remarks>
    /// <param name="length">How many bytes. Fewer than were summed before are read from the start.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public async ValueTask<Sha256Sum> SumAsync(long length, CancellationToken cancel)
    {
        await Following.WaitAsync(cancel);
        if (length < _sum.Position)
            _sum.Restart();
        await ReadToAsync(length, cancel);
        return _sum.Current;
    }

    /// <summary>Forgets what was summed: the file is written from its start again.</summary>
    public async ValueTask RestartAsync()
    {
        await Following;
        _sum.Restart();
        _written = 0;
    }

    /// <summary>Ends the reading, and waits until it has ended: a few milliseconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sum.Dispose();
    }

    // What is reported between the last look and the end of this task is read after the next report, or by SumAsync.
    private async Task FollowAsync()
    {
        while (Volatile.Read(ref _written) is var written && written - _sum.Position >= StepBytes)
            await ReadToAsync(written, _ended.Token);
    }

    private async Task ReadToAsync(long end, CancellationToken cancel)
    {
        try
        {
            await _sum.ReadToAsync(file, end, Turns, cancel);
        }
        finally
        {
            Turns?.Rest();
        }
    }
}
