using System.Text;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Lines of a script. A longer one than a script can have is refused before it is whole.</summary>
internal sealed class BoundedLines(TextReader reader)
{
    /// <summary>64 Ki characters: a script's longest line is a string of some kilobytes.</summary>
    public const int MaxChars = 64 * 1024;

    private const int BufferChars = 4096;

    private readonly char[] _buffer = new char[BufferChars];
    private int _start;
    private int _end;

    /// <summary>The next line without its ending; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is longer than <see cref="MaxChars"/>.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
                (_start, _end) = (0, await reader.ReadAsync(_buffer, cancel));
            if (_end == 0)
                return line.Length > 0 ? line.ToString() : null;

            int length = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            line.Append(_buffer, _start, length < 0 ? _end - _start : length);
            _start = length < 0 ? _end : _start + length + 1;
            if (line.Length > MaxChars)
                throw new InvalidDataException($"cannot read the script: a line is longer than {MaxChars} characters");
            if (length >= 0)
                return line.ToString().TrimEnd('\r');
        }
    }
}
