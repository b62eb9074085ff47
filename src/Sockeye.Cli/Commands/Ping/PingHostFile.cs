using System.Text;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>
/// Hosts in a file, a line each; what follows a <c>#</c> is a comment, and lines of nothing else do not matter.
/// </summary>
internal static class PingHostFile
{
    /// <summary>The file that is standard input.</summary>
    public const string StandardInput = "-";

    private const int MaxLineChars = 1_024; // four times the longest name (RFC 1035 §2.3.4)
    private const int MaxLines = 100_000; // our choice: comments between hosts are no reason to read for ever

    /// <summary>Reads one.</summary>
    /// <param name="name">How errors call it.</param>
    /// <param name="file">Where it is read from.</param>
    /// <param name="most">How many hosts there may be.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="UsageException">A line is no host, or there are too many; it says which.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        string name, Stream file, int most, CancellationToken stop)
    {
        var hosts = new List<string>();
        var lines = new BoundedReader(file);
        for (int number = 1; await lines.ReadAsync(MaxLineChars, stop) is { } line; number++)
        {
            string text = line.Split('#')[0].Trim();
            if (number > MaxLines)
                throw Wrong(name, number, $"more than {MaxLines} lines; split the file");
            if (line.Length > MaxLineChars)
                throw Wrong(name, number, "the line is longer than any host");
            if (text.Length == 0)
                continue;
            if (!PingHostName.TryParse(text, out string? host, out string? error))
                throw Wrong(name, number, error);
            if (hosts.Count == most)
                throw Wrong(name, number, $"more than {most} hosts; split the file");

            hosts.Add(host);
        }

        return hosts.Count > 0 ? hosts : throw new UsageException($"{name} names no host");
    }

    private static UsageException Wrong(string name, int line, string why) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}:{line}: {why}"));

    // StreamReader.ReadLine would keep a line without end.
    private sealed class BoundedReader(Stream file)
    {
        private readonly StreamReader _reader = new(file, Encoding.UTF8, leaveOpen: true);
        private readonly char[] _buffer = new char[4_096];
        private int _start;
        private int _end;

        /// <returns>A line, or as much of it as is more than allowed; null at the end.</returns>
        public async Task<string?> ReadAsync(int maxChars, CancellationToken stop)
        {
            var line = new StringBuilder();
            while (line.Length <= maxChars)
            {
                if (_start == _end)
                    (_start, _end) = (0, await _reader.ReadAsync(_buffer, stop));
                if (_end == 0)
                    return line.Length > 0 ? line.ToString() : null;

                int length = Array.IndexOf(_buffer, '\n', _start, _end - _start) - _start;
                bool isWhole = length >= 0;
                length = isWhole ? length : _end - _start;
                line.Append(_buffer, _start, length);
                _start += length + (isWhole ? 1 : 0);
                if (isWhole)
                    return line.ToString();
            }

            return line.ToString();
        }
    }
}
