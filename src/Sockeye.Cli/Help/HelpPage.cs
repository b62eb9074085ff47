namespace Sockeye.Cli.Help;

/// <summary>What there is to know of a command, for whoever shows it: a terminal, or a manual.</summary>
/// <param name="Name">As it is typed: <c>sockeye user add</c>.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Details">The rest of what it does; may be empty.</param>
/// <param name="Usage">How its words follow each other, after the name.</param>
/// <param name="Sections">Its commands, arguments and options.</param>
/// <param name="Examples">Lines that a person can type.</param>
internal sealed record HelpPage(
    string Name, string Summary, string Details, string Usage,
    IReadOnlyList<HelpSection> Sections, IReadOnlyList<string> Examples);

/// <summary>A part of a page.</summary>
/// <param name="Title">Its name, for example <c>Options</c>.</param>
/// <param name="Rows">What is in it, in order.</param>
internal sealed record HelpSection(string Title, IReadOnlyList<HelpRow> Rows);

/// <summary>A word of a command line, explained.</summary>
/// <param name="Label">How it is written: <c>-o, --output FILE</c>.</param>
/// <param name="Text">What it does; a line feed begins another line.</param>
internal sealed record HelpRow(string Label, string Text);
