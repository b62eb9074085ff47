using System.Text;

namespace Sockeye.EndToEnd.Processes;

/// <summary>What a program has printed so far, to its standard output or error.</summary>
internal sealed class PrintedBytes
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _bytes = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnded;

    /// <summary>How many bytes.</summary>
    public long Length
    {
        get
        {
            lock (_lock)
                return _bytes.Length;
        }
    }

    /// <summary>As UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(ToArray());

    public byte[] ToArray()
    {
        lock (_lock)
            return _bytes.ToArray();
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>false when the program closed the stream before.</returns>
    public async Task<bool> UntilAsync(Func<PrintedBytes, bool> condition)
    {
        while (true)
        {
            Task changed;
            bool isEnded;
            lock (_lock)
                (changed, isEnded) = (_changed.Task, _isEnded);
            if (condition(this))
                return true;
            if (isEnded)
                return false;

            await changed;
        }
    }

    /// <summary>Waits until the program has closed the stream.</summary>
    public Task EndAsync() => UntilAsync(static _ => false);

    /// <summary>Reads <paramref name="stream"/> to its end.</summary>
    public async Task ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        int bytes;
        while ((bytes = await stream.ReadAsync(buffer)) > 0)
            Change(() => _bytes.Write(buffer, 0, bytes));
        Change(() => _isEnded = true);
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
