using System.Buffers;
using System.Text;

namespace Sockeye.Cli.Console.Streams;

/// <summary>
/// Lines that only tell what happens, as those of a log: whoever writes them waits for nothing, and nothing fails by
/// them. A thread of its own writes them on.
/// </summary>
/// <remarks>
/// Up to 1 MiB waits for a slow reader or disk (our choice: some 10,000 lines). What does not fit, or cannot be
/// written, is lost; that is told once when it begins, and how many lines they were when it is over. Each write must be
/// whole lines. Safe from any thread.
/// </remarks>
internal sealed class QueuedStream : WriteOnlyStream
{
    private const int MaxWaitingBytes = 1024 * 1024;

    // What comes within it is written together: waking for each line costs a third of a busy server's requests/s.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    // How long the end waits for what was written: our choice, short of what a person takes for hanging.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(1);

    private readonly object _sync = new(); // Lock has no Wait
    private readonly Sink _sink;
    private readonly Action<string> _tell;
    private readonly Action<long> _countLost;
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _waiting = new();
    private long _lost;
    private bool _isLosing;
    private bool _isEnded;

    /// <summary>Starts the thread.</summary>
    /// <param name="sink">Writes on; may wait, and may throw <see cref="IOException"/>.</param>
    /// <param name="tell">Is told that lines are being lost, and how many were; half a sentence.</param>
    /// <param name="countLost">Is told how many lines are lost, at once.</param>
    public QueuedStream(Sink sink, Action<string> tell, Action<long> countLost)
    {
        (_sink, _tell, _countLost) = (sink, tell, countLost);
        _thread = new Thread(Run) { Name = "sockeye-log", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Writes lines where they go.</summary>
    internal delegate void Sink(ReadOnlySpan<byte> lines);

    /// <summary>
    /// Lines as text: what is written up to a flush is one write, if it is not longer than 16 Ki characters.
    /// </summary>
    public TextWriter AsText() =>
        new StreamWriter(this, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16 * 1024)
        {
            AutoFlush = true,
        };

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_sync)
        {
            if (_isEnded || _waiting.WrittenCount + buffer.Length > MaxWaitingBytes)
            {
                Count(buffer);
                return;
            }

            _waiting.Write(buffer);
            if (_waiting.WrittenCount == buffer.Length)
                Monitor.Pulse(_sync);
        }
    }

    /// <summary>Waits for what was written before, but not long.</summary>
    protected override void Dispose(bool disposing)
    {
        lock (_sync)
        {
            _isEnded = true;
            Monitor.Pulse(_sync);
        }

        _thread.Join(EndTimeout);
        base.Dispose(disposing);
    }

    private void Run()
    {
        for (var lines = new ArrayBufferWriter<byte>(); Take(ref lines);)
        {
            try
            {
                _sink(lines.WrittenSpan);
                TellWhatWasLost();
            }
            catch (Exception e) when ( // disposed: the end did not wait for us
                e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Lose(lines.WrittenSpan, e);
            }
        }
    }

    // Gives the emptied buffer for the one that was filled meanwhile; false at the end.
    private bool Take(ref ArrayBufferWriter<byte> lines)
    {
        lines.ResetWrittenCount();
        lock (_sync)
        {
            while (_waiting.WrittenCount == 0 && !_isEnded)
                Monitor.Wait(_sync);
            if (!_isEnded)
                Monitor.Wait(_sync, Gathering); // only the end wakes us
            (lines, _waiting) = (_waiting, lines);
        }

        return lines.WrittenCount > 0;
    }

    private void Lose(ReadOnlySpan<byte> lines, Exception failure)
    {
        lock (_sync)
            Count(lines);
        if (!_isLosing)
            _tell($"lines of the log are lost from now on: {failure.Message}");
        _isLosing = true;
    }

    private void TellWhatWasLost()
    {
        long lost;
        lock (_sync)
            (lost, _lost) = (_lost, 0);
        if (lost > 0)
            _tell($"{lost} lines of the log were lost");
        _isLosing = false;
    }

    private void Count(ReadOnlySpan<byte> lost)
    {
        int lines = lost.Count((byte)'\n');
        _lost += lines;
        _countLost(lines);
    }
}
