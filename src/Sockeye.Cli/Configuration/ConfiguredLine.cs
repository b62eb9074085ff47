using System.CommandLine;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Configuration;

/// <summary>A command line, and what the file of our user's adds to it.</summary>
internal static class ConfiguredLine
{
    /// <summary>The words of the line with the options that the file sets and the line does not.</summary>
    /// <param name="parsed">The line as it was parsed.</param>
    /// <param name="words">The same as words.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="UsageException">The file says what no command has.</exception>
    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> words, ConfigFile file)
    {
        Command command = parsed.CommandResult.Command;
        string name = UnknownWords.PathOf(command);
        RequireKnown(parsed.RootCommandResult.Command, file);
        var added = new List<string>();
        foreach (ConfigEntry entry in file.For(name))
        {
            if (FindOption(command, entry) is { } option && parsed.GetResult(option) is not { Implicit: false })
                Add(added, option, entry);
        }

        int end = words.ToList().IndexOf("--");
        return end < 0 ? [.. words, .. added] : [.. words.Take(end), .. added, .. words.Skip(end)];
    }

    private static void Add(List<string> added, Option option, ConfigEntry entry)
    {
        bool isFlag = option.ValueType == typeof(bool);
        string? word = (isFlag, entry.Value) switch
        {
            (true, null or "true" or "yes") => option.Name,
            (true, "false" or "no") => null,
            (false, { } value) => $"{option.Name}={value}",
            (true, _) => throw new UsageException($"{entry.Place}: {entry.Name} takes no value but yes or no"),
            _ => throw new UsageException($"{entry.Place}: {entry.Name} needs a value"),
        };
        if (word is not null)
            added.Add(word);
    }

    // Of all commands: not each has each.
    private static Option? FindOption(Command command, ConfigEntry entry)
    {
        Option? option = UnknownWords.OptionsOf(command).FirstOrDefault(known => known.Name == "--" + entry.Name);
        if (option is not null || entry.Section.Length == 0)
            return option;

        string? near = NearestWord.Find(entry.Name, UnknownWords.OptionsOf(command).Select(static known => known.Name));
        string hint = near is null ? "" : $"; is it {near.TrimStart('-')}?";
        throw new UsageException($"{entry.Place}: {entry.Section} has no option {entry.Name}{hint}");
    }

    private static void RequireKnown(Command root, ConfigFile file)
    {
        foreach (string section in file.Sections.Where(static section => section.Length > 0))
        {
            string first = section.Split(' ')[0];
            if (root.Subcommands.Any(known => known.Name == first))
                continue;

            string? near = NearestWord.Find(first, root.Subcommands.Select(static known => known.Name));
            throw new UsageException(
                $"the configuration has a section [{section}], and there is no such command"
                + (near is null ? "" : $"; is it {near}?"));
        }
    }
}
