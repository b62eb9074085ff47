using System.Text;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>The last round trips as a curve, and a line below of what did not come.</summary>
/// <remarks>
/// A character of Braille has two columns and four rows of dots, so that it holds two round trips; where there is none,
/// an asterisk holds one. Safe from any thread.
/// </remarks>
/// <param name="hasBraille">Whether the terminal has more than ASCII.</param>
internal sealed class PingPlot(bool hasBraille)
{
    private const int MaxTimes = 2_000; // twice the columns of any terminal
    private const int LabelColumns = 10;
    private const char BlankBraille = '\u2800'; // Unicode 15 §21.1: a bit for each of the dots

    // Of the left column and the right one, from the bottom up.
    private static readonly int[][] Dots = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]];

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan?> _times = new();

    private int ColumnsEach => hasBraille ? 2 : 1;

    private int RowsEach => hasBraille ? 4 : 1;

    /// <summary>Keeps what happened to a request.</summary>
    public void Add(PingEvent happened)
    {
        if (happened.Kind is PingEventKind.Duplicate or PingEventKind.Late)
            return;

        lock (_lock)
        {
            _times.Enqueue(happened.Kind == PingEventKind.Reply ? happened.RoundTrip : null);
            if (_times.Count > MaxTimes)
                _times.Dequeue();
        }
    }

    /// <summary>Draws it.</summary>
    /// <param name="columns">How wide.</param>
    /// <param name="lines">How high, with the line of what did not come.</param>
    public IReadOnlyList<string> Draw(int columns, int lines)
    {
        int width = Math.Max(columns - LabelColumns - 2, 1);
        int height = Math.Max(lines - 1, 1);
        TimeSpan?[] shown;
        lock (_lock)
            shown = [.. _times.TakeLast(width * ColumnsEach)];
        TimeSpan[] came = [.. shown.OfType<TimeSpan>()];
        (TimeSpan least, TimeSpan most) = came.Length == 0 ? default : (came.Min(), came.Max());

        bool[,] dots = Curve(shown, height * RowsEach, least, most);
        var drawn = new List<string>();
        for (int row = height - 1; row >= 0; row--)
        {
            TimeSpan? label = came.Length == 0 ? null : row == height - 1 ? most : row == 0 ? least : null;
            drawn.Add(Label(label) + (row == 0 || row == height - 1 ? '┤' : '│') + RowOf(dots, row, shown.Length));
        }

        drawn.Add(new string(' ', LabelColumns) + ' ' + Losses(shown));
        return hasBraille ? drawn : [.. drawn.Select(ToAscii)];
    }

    private static string ToAscii(string line) => line.Replace('┤', '+').Replace('│', '|').Replace('×', 'x');

    // Each is joined with the one before it by a line upwards or downwards.
    private static bool[,] Curve(TimeSpan?[] times, int rows, TimeSpan least, TimeSpan most)
    {
        bool[,] dots = new bool[times.Length, rows];
        int? previous = null;
        for (int at = 0; at < times.Length; at++)
        {
            if (times[at] is not { } time)
            {
                previous = null;
                continue;
            }

            double share = most == least ? 0 : (time - least) / (most - least);
            int row = (int)Math.Round(share * (rows - 1));
            int from = previous is { } last && last != row ? last + Math.Sign(row - last) : row;
            for (int y = Math.Min(from, row); y <= Math.Max(from, row); y++)
                dots[at, y] = true;
            previous = row;
        }

        return dots;
    }

    private string RowOf(bool[,] dots, int row, int times)
    {
        var line = new StringBuilder();
        for (int at = 0; at < times; at += ColumnsEach)
            line.Append(CharacterOf(dots, at, row));
        return line.ToString();
    }

    private char CharacterOf(bool[,] dots, int at, int row)
    {
        if (!hasBraille)
            return dots[at, row] ? '*' : ' ';

        int bits = 0;
        for (int column = 0; column < ColumnsEach && at + column < dots.GetLength(0); column++)
        {
            for (int y = 0; y < RowsEach; y++)
                bits |= dots[at + column, (row * RowsEach) + y] ? Dots[column][y] : 0;
        }

        return (char)(BlankBraille + bits);
    }

    private string Losses(TimeSpan?[] times) => string.Concat(
        times.Chunk(ColumnsEach).Select(some => Array.Exists(some, time => time is null) ? '×' : ' ')).TrimEnd();

    private static string Label(TimeSpan? time) => time is { } known
        ? $"{PingText.Ms(known)} ms".PadLeft(LabelColumns)
        : new string(' ', LabelColumns);
}
