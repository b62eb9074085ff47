using System.Text;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>The lines of a pipe. One that is very long comes in pieces, so that no input fills our memory.</summary>
internal sealed class PipeLines(Stream input)
{
    /// <summary>The longest piece: some 20 lines of IRC.</summary>
    public const int MaxChars = 8 * 1024;

    private readonly StreamReader _reader = new(input, Encoding.UTF8);
    private readonly char[] _buffer = new char[MaxChars];
    private int _start;
    private int _end;

    /// <summary>The next line without its ending; null at the end of the input.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
                (_start, _end) = (0, await _reader.ReadAsync(_buffer.AsMemory(), cancel));
            if (_end == 0)
                return line.Length > 0 ? line.ToString() : null;

            int fits = Math.Min(_end - _start, MaxChars - line.Length);
            int length = _buffer.AsSpan(_start, fits).IndexOf('\n');
            line.Append(_buffer, _start, length < 0 ? fits : length);
            _start += length < 0 ? fits : length + 1;
            if (length >= 0 || line.Length == MaxChars)
                return line.ToString().TrimEnd('\r');
        }
    }
}
