using System.Text;

namespace Sockeye.Cli.Console.Streams;

/// <summary>The lines of an input. One that is very long comes in pieces, so that no input fills our memory.</summary>
/// <param name="reader">The input.</param>
/// <param name="maxChars">The longest piece.</param>
internal sealed class BoundedLines(TextReader reader, int maxChars)
{
    private const int BufferChars = 4096;

    private readonly char[] _buffer = new char[BufferChars];
    private int _start;
    private int _end;

    /// <summary>The next line, or piece of one, without its ending; null at the end of the input.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
                (_start, _end) = (0, await reader.ReadAsync(_buffer, cancel));
            if (_end == 0)
                return line.Length > 0 ? line.ToString() : null;

            int fits = Math.Min(_end - _start, maxChars - line.Length);
            int length = _buffer.AsSpan(_start, fits).IndexOf('\n');
            line.Append(_buffer, _start, length < 0 ? fits : length);
            _start += length < 0 ? fits : length + 1;
            if (length >= 0 || line.Length == maxChars)
                return line.ToString().TrimEnd('\r');
        }
    }
}
