using Sockeye.Protocols.Text;

namespace Sockeye.Tracing.Strace;

/// <summary>What a person calls a program that was started: the script, where an interpreter runs one.</summary>
internal static class ProgramName
{
    private static readonly string[] Scripts = [".py", ".sh", ".rb", ".js", ".pl", ".dll"];

    /// <param name="arguments">Those of execve(2), as C literals, the program first.</param>
    public static string Of(IReadOnlyList<string> arguments)
    {
        string[] names = [.. arguments.Select(NameIn)];
        string? script = names.Skip(1).FirstOrDefault(
            name => !name.Contains(' ', StringComparison.Ordinal)
                && Scripts.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)));
        return script ?? names.FirstOrDefault("");
    }

    private static string NameIn(string literal)
    {
        if (literal.EndsWith("...", StringComparison.Ordinal))
            return ""; // strace cut it off, and the name is at the end

        string path = PrintableText.Escape(StraceSyntax.Bytes(literal), maxChars: 64);
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
