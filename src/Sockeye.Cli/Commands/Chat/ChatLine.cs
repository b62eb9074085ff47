namespace Sockeye.Cli.Commands.Chat;

/// <summary>A line that a person typed: a text to say, or a command.</summary>
/// <param name="Command">In lower case, without the slash; empty for a text.</param>
/// <param name="Text">The text, or what follows the command.</param>
internal readonly record struct ChatLine(string Command, string Text)
{
    /// <summary>What there is to be typed, for <c>/help</c>.</summary>
    public static IReadOnlyList<string> Help { get; } =
    [
        "/join #room [key]   enter a room, which is then the one talked in",
        "/part [why]         leave the room",
        "/switch [#room]     talk in another of our rooms; without a name the next",
        "/msg nick text      say it to one person",
        "/me text            as if of somebody else",
        "/nick name          be called that",
        "/topic [text]       show or set what the room is about",
        "/names              who is in the room",
        "/quit               leave; Ctrl-D does as well",
        "//text              a text that begins with a slash; Tab completes nicks",
    ];

    /// <summary>The commands, for completion.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        ["/help", "/join", "/me", "/msg", "/names", "/nick", "/part", "/quit", "/switch", "/topic", "/who"];

    /// <summary>The first word of <see cref="Text"/>.</summary>
    public string First => Text.Split(' ')[0];

    /// <summary>What follows it.</summary>
    public string Rest => Text.Length > First.Length ? Text[First.Length..].TrimStart() : "";

    /// <summary>Reads a line.</summary>
    public static ChatLine Parse(string line)
    {
        if (line is not ['/', ..])
            return new ChatLine("", line);
        if (line is ['/', '/', ..])
            return new ChatLine("", line[1..]);

        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? new ChatLine(line[1..].ToLowerInvariant(), "")
            : new ChatLine(line[1..space].ToLowerInvariant(), line[(space + 1)..].Trim());
    }
}
