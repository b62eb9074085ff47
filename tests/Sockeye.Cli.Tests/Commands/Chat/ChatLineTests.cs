using Sockeye.Cli.Commands.Chat;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Cli.Tests.Commands.Chat;

public sealed class ChatLineTests
{
    [Theory]
    [InlineData("hi there", "", "hi there"), InlineData("//etc", "", "/etc"), InlineData("/", "", ""), InlineData("/QUIT", "quit", "")]
    [InlineData("/join #a key", "join", "#a key"), InlineData("/me  waves ", "me", "waves")]
    public void Line_is_a_text_or_a_command(string typed, string command, string text) =>
        Assert.Equal(new ChatLine(command, text), ChatLine.Parse(typed));

    [Fact]
    public void Command_has_a_first_word_and_the_rest()
    {
        ChatLine line = ChatLine.Parse("/msg nick  two words");

        Assert.Equal(("nick", "two words"), (line.First, line.Rest));
    }

    [Theory]
    [InlineData("ob", "observer: "), InlineData("hi ob", "observer "), InlineData("/jo", "/join "), InlineData("x", "")]
    public void Nicks_and_commands_are_completed(string typed, string candidates)
    {
        var people = new ChatPeople();
        people.OnEvent(new IrcClientEvent(IrcEventKind.Names, "@observer +bob me"));

        Assert.Equal(candidates, string.Join('|', people.Complete(typed, typed.Length).Candidates));
    }

    [Fact]
    public void Whoever_left_is_completed_no_more()
    {
        var people = new ChatPeople();
        people.OnEvent(new IrcClientEvent(IrcEventKind.Join) { Nick = "anna" });
        people.OnEvent(new IrcClientEvent(IrcEventKind.Nick, "anne") { Nick = "anna" });
        people.OnEvent(new IrcClientEvent(IrcEventKind.Join) { Nick = "andy" });
        people.OnEvent(new IrcClientEvent(IrcEventKind.Quit) { Nick = "andy" });

        Assert.Equal(["anne: "], people.Complete("an", 2).Candidates);
    }

    [Theory]
    [InlineData(IrcEventKind.Message, "[#r] <a> x"), InlineData(IrcEventKind.Action, "[#r] * a x"), InlineData(IrcEventKind.Notice, "[#r] -a- x"), InlineData(IrcEventKind.Join, null)]
    public void Said_is_a_line(IrcEventKind kind, string? line) =>
        Assert.Equal(line, ChatText.Said(new IrcClientEvent(kind, "\u000304x") { Room = "#r", Nick = "a" }));

    [Fact]
    public void Control_characters_of_strangers_are_escaped() => Assert.Equal(
        @"[#r] <a\x1b> \x1b[2J\u202e",
        ChatText.Said(new IrcClientEvent(IrcEventKind.Message, "\u001b[2J\u202e") { Room = "#r", Nick = "a\u001b" }));

    [Theory]
    [InlineData("al: here", true), InlineData("so, Al", true), InlineData("<al>", true), InlineData("al", true)]
    [InlineData("also", false), InlineData("real", false), InlineData("al_", false), InlineData("also al", true), InlineData("", false)]
    public void Nick_is_named_by_a_word(string text, bool isNamed) => Assert.Equal(isNamed, ChatText.Names(text, "al"));
}
