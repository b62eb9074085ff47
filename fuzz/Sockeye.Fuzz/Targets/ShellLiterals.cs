using Sockeye.Shell.Language;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever bytes the shell shows, they are safe to show, and the literal that shows them is read back to the same
/// bytes.
/// </summary>
internal static class ShellLiterals
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string literal = TextLiteral.Of(input);
        Invariant.Require(TalkLines.IsSafe(literal), "not safe to show");
        Invariant.Require(TextLiteral.Parse(literal, column: 0).AsSpan().SequenceEqual(input), "other bytes");
        Statement statement = ShellParser.Parse(literal)!;
        Invariant.Require(
            statement.Value is TextExpression { Bytes: var bytes } && input.SequenceEqual(bytes),
            "another statement");
    }
}
