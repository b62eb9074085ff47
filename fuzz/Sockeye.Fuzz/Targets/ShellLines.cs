using System.Text;
using Sockeye.Shell.Language;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever is typed into the shell, it becomes a statement or a mistake at a column of the line, and a statement's own
/// text becomes the same statement.
/// </summary>
internal static class ShellLines
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string line = Encoding.UTF8.GetString(input);
        try
        {
            if (ShellParser.Parse(line) is not { } statement)
                return;

            Statement again = ShellParser.Parse(statement.Text)!;
            Invariant.Require(
                again.Text == statement.Text
                && Kinds(again).SequenceEqual(Kinds(statement))
                && again.Targets.Select(target => target.Name).SequenceEqual(
                    statement.Targets.Select(target => target.Name)),
                "another statement when it is read again");
        }
        catch (ShellException mistake)
        {
            Invariant.Require(mistake.Column >= 0 && mistake.Column <= line.Length, "a mistake beside the line");
        }
    }

    private static IEnumerable<Type> Kinds(Statement statement) => statement.All.Select(part => part.GetType());
}
