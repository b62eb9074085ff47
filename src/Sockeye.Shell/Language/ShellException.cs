namespace Sockeye.Shell.Language;

/// <summary>A line of the shell is wrong: says what, and what would be right. No call was made.</summary>
/// <param name="message">One line.</param>
/// <param name="column">Where in the line, from 0.</param>
internal sealed class ShellException(string message, int column) : Exception(message)
{
    /// <summary>Where in the line, from 0.</summary>
    public int Column => column;
}
