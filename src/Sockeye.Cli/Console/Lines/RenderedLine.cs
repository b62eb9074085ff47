namespace Sockeye.Cli.Console.Lines;

/// <summary>A line as it is drawn.</summary>
/// <param name="Text">The prompt and what can be seen of the line.</param>
/// <param name="Cursor">Where the cursor stands, in characters from the beginning of the text.</param>
internal readonly record struct RenderedLine(string Text, int Cursor);
