using Sockeye.Cli.Ending;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Configuration;

/// <summary>
/// What our user always wants of commands: sections by command, in them options by their long name. Pure.
/// </summary>
/// <remarks>
/// <code>
/// # a comment
/// verbose               of every command that has it
/// [share]
/// port = 9000           as --port 9000
/// writable              as --writable
/// [user add]            a command in a command
/// rights = /=rl
/// </code>
/// An option that stands on the command line as well is not taken from here.
/// </remarks>
/// <param name="sections">The commands that it names, each with its place, in the order of the file.</param>
/// <param name="entries">In the order of the file.</param>
internal sealed class ConfigFile(
    IReadOnlyList<(string Name, string Place)> sections, IReadOnlyList<ConfigEntry> entries)
{
    /// <summary>The longest file that is read, in bytes: 64 KiB, our choice.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The commands that it names, as <c>user add</c>, and where, for errors.</summary>
    public IReadOnlyList<(string Name, string Place)> Sections => sections;

    /// <summary>All that it sets.</summary>
    public IReadOnlyList<ConfigEntry> Entries => entries;

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="path">What it is called in errors.</param>
    /// <exception cref="UsageException">A line is none.</exception>
    public static ConfigFile Parse(string text, string path)
    {
        var sections = new List<(string Name, string Place)>();
        var entries = new List<ConfigEntry>();
        string section = "";
        int number = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;

            if (line[0] == '[')
            {
                section = SectionOf(line, path, number);
                sections.Add((section, PlaceOf(path, number)));
            }
            else
            {
                entries.Add(EntryOf(line, section, path, number));
            }
        }

        return new ConfigFile(sections, entries);
    }

    /// <summary>Reads the file, if it is there and nobody else could have written it.</summary>
    /// <exception cref="UsageException">It is too long, or a line is none.</exception>
    /// <exception cref="IOException">It cannot be read, or is another user's.</exception>
    public static ConfigFile Read(string path)
    {
        if (!Path.IsPathRooted(path) || new FileInfo(path) is not { Exists: true } file)
            return new ConfigFile([], []);
        if (file.Length > MaxBytes)
            throw new UsageException($"{path} has more than {MaxBytes} bytes");

        return Parse(LocalFile.ReadOwn(path) ?? "", path);
    }

    /// <summary>What is said of a command: for all, and then for it.</summary>
    public IEnumerable<ConfigEntry> For(string command) =>
        entries.Where(entry => entry.IsGeneral || entry.Section == command);

    private static string SectionOf(string line, string path, int number)
    {
        if (line[^1] != ']')
            throw Flaw(path, number, $"'{line}' is not closed; write [command]");

        string[] names = line[1..^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0
            ? string.Join(' ', names)
            : throw Flaw(path, number, $"'{line}' names no command; write [command]");
    }

    private static ConfigEntry EntryOf(string line, string section, string path, int number)
    {
        int at = line.IndexOf('=', StringComparison.Ordinal);
        string name = (at < 0 ? line : line[..at]).Trim();
        string? value = at < 0 ? null : line[(at + 1)..].Trim();
        bool isName = name.Length > 0 && name[0] != '-'
            && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
        return isName
            ? new ConfigEntry(section, name, value, PlaceOf(path, number))
            : throw Flaw(path, number, $"'{line}' is no option; write its long name without dashes, as in rate = 2M");
    }

    private static UsageException Flaw(string path, int number, string what) =>
        new(PrintableText.Escape($"{PlaceOf(path, number)}: {what}"));

    private static string PlaceOf(string path, int number) => $"{path}, line {number}";
}

/// <summary>An option that a file of our user's sets.</summary>
/// <param name="Section">Of which command; empty of all that have it.</param>
/// <param name="Name">Its long name, without dashes.</param>
/// <param name="Value">Its value; null of one that has none.</param>
/// <param name="Place">Where it stands, for errors.</param>
internal sealed record ConfigEntry(string Section, string Name, string? Value, string Place)
{
    /// <summary>Whether it is said of all commands.</summary>
    public bool IsGeneral => Section.Length == 0;
}
