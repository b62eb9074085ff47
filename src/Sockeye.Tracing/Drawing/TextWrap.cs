namespace Sockeye.Tracing.Drawing;

/// <summary>Lays words out in lines of a given width.</summary>
internal static class TextWrap
{
    /// <summary>Each text in as many lines as it needs, broken at spaces where it can be.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> texts, int width)
    {
        foreach (string text in texts)
        {
            string rest = text.Trim();
            while (TextCells.Of(rest) > width)
            {
                int fitting = TextCells.Fitting(rest, width);
                int space = rest.LastIndexOf(' ', Math.Min(fitting, rest.Length - 1));
                int cut = space > fitting / 2 ? space : fitting;
                yield return rest[..cut];
                rest = rest[cut..].TrimStart();
            }

            if (rest.Length > 0)
                yield return rest;
        }
    }

    /// <summary>Parts one behind the other; one that does not fit begins a new line.</summary>
    public static IEnumerable<IReadOnlyList<(string Text, Ink Ink)>> Flow(
        IEnumerable<(string Text, Ink Ink)> parts, int width)
    {
        var line = new List<(string, Ink)>();
        int used = 0;
        foreach ((string text, Ink ink) in parts)
        {
            foreach (string piece in Lines([text], width))
            {
                if (used > 0 && used + TextCells.Of(piece) > width)
                {
                    yield return line;
                    (line, used) = ([], 0);
                }

                line.Add((piece, ink));
                used += TextCells.Of(piece) + 1;
            }
        }

        if (line.Count > 0)
            yield return line;
    }
}
