namespace Sockeye.Tests.Layering;

/// <summary>The circles of folders that are still there, as the text of <c>circles.txt</c>.</summary>
/// <remarks>
/// <code>
/// # a comment
/// Sockeye.Serving
/// Sockeye.Serving.Proxies
///     without Sockeye.Serving -> Sockeye.Serving.Proxies     what would have to go, and the circle would be open
///                                                            an empty line ends a circle
/// </code>
/// </remarks>
internal static class CircleList
{
    private const string Without = "without ";

    /// <exception cref="FormatException">A line says what to leave out, and not as <c>FOLDER -> FOLDER</c>.</exception>
    public static IReadOnlyList<Circle> Parse(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith('#'));
        return
        [
            .. string.Join('\n', lines)
                .Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(block => OfBlock(block.Split('\n'))),
        ];
    }

    private static Circle OfBlock(string[] lines) => new(
        [.. lines.Where(line => !IsWithout(line)).Order(StringComparer.Ordinal)],
        [.. lines.Where(IsWithout).Select(line => UseOf(line[Without.Length..]))]);

    private static bool IsWithout(string line) => line.StartsWith(Without, StringComparison.Ordinal);

    private static FolderUse UseOf(string text) => text.Split(" -> ") is [string user, string used]
        ? new FolderUse(user, used)
        : throw new FormatException($"'{text}' is not: FOLDER -> FOLDER");
}
