namespace Sockeye.Cli.Commands.Share;

/// <summary>A text as one word of a POSIX shell, so that a line that is printed can be pasted.</summary>
internal static class ShellWord
{
    /// <summary>
    /// As it is where that is safe; else in single quotes, within which nothing has a meaning (POSIX XCU §2.2.2).
    /// </summary>
    public static string Of(string text) => text.Length > 0 && text.All(IsPlain)
        ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._/:%@,+=".Contains(character, StringComparison.Ordinal);
}
