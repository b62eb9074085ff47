using System.Text;

namespace Sockeye.Tests.Layering;

/// <summary>The folders that each folder may use, as the text of <c>folders.txt</c>.</summary>
/// <remarks>
/// <code>
/// # a comment
/// Sockeye.Fairness ->
/// Sockeye.Files.Storage -> Sockeye.Fairness, Sockeye.Native,
///     Sockeye.Protocols.Text                               a line that begins with a space goes on
/// </code>
/// </remarks>
internal sealed class FolderTable
{
    private const int MaxColumns = 120;
    private const string Arrow = " ->";

    private readonly SortedDictionary<string, SortedSet<string>> _rows = new(StringComparer.Ordinal);

    public IEnumerable<string> Folders => _rows.Keys;

    public IEnumerable<FolderUse> Uses =>
        from row in _rows from used in row.Value select new FolderUse(row.Key, used);

    /// <summary>The table that allows what is used now.</summary>
    public static FolderTable Of(IEnumerable<string> folders, IEnumerable<FolderUse> uses)
    {
        var table = new FolderTable();
        foreach (string folder in folders)
            table.AddRow(folder);
        foreach (FolderUse use in uses)
            table._rows[use.User].Add(use.Used);
        return table;
    }

    /// <exception cref="FormatException">A line is none of the table's.</exception>
    public static FolderTable Parse(string text)
    {
        var table = new FolderTable();
        SortedSet<string>? row = null;
        foreach (string line in text.Split('\n').Where(line => line.Trim().Length > 0 && line[0] != '#'))
        {
            string names = line;
            if (line[0] != ' ')
            {
                string[] halves = line.Split(Arrow);
                if (halves.Length != 2)
                    throw new FormatException($"'{line}' is not: FOLDER -> FOLDER, FOLDER, ...");
                (row, names) = (table.AddRow(halves[0].Trim()), halves[1]);
            }

            if (row is null)
                throw new FormatException($"'{line}' goes on with a row, and there is none yet");
            row.UnionWith(names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return table;
    }

    /// <summary>The text of the table without comments, in order, in lines that fit.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string folder, SortedSet<string> used) in _rows)
        {
            string line = folder + Arrow;
            foreach (string name in used.Select(name => name == used.Max ? $" {name}" : $" {name},"))
            {
                if (line.Length + name.Length > MaxColumns)
                {
                    text.Append(line).Append('\n');
                    line = "   ";
                }

                line += name;
            }

            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private SortedSet<string> AddRow(string folder) =>
        _rows.TryAdd(folder, new SortedSet<string>(StringComparer.Ordinal))
            ? _rows[folder]
            : throw new FormatException($"{folder} has two rows");
}
