using Sockeye.Cli.Commands.Chat;

namespace Sockeye.Cli.Tests.Commands.Chat;

public sealed class ChatUrlTests
{
    [Theory]
    [InlineData("irc://host/#room", "tcp://host:6667", "#room"), InlineData("ircs://host/#room", "tls://host:6697", "#room")]
    [InlineData("irc://host:7000/#a,#b", "tcp://host:7000", "#a,#b"), InlineData("irc://[::1]/room", "tcp://[::1]:6667", "#room")]
    [InlineData("IRC://host#room", "tcp://host:6667", "#room"), InlineData("irc://host", "tcp://host:6667", ""), InlineData("irc://host/", "tcp://host:6667", "")]
    [InlineData("irc://host/%23room,&local", "tcp://host:6667", "#room,&local"), InlineData("irc://me@host/#r", "tcp://host:6667", "#r")]
    public void Url_names_a_server_and_rooms(string text, string server, string rooms)
    {
        ChatUrl? url = ChatUrl.Parse(text, out string? error);

        Assert.Null(error);
        Assert.Equal(server, url!.Server.ToString());
        Assert.Equal(rooms, string.Join(',', url.Rooms.Select(static room => room.Name)));
    }

    [Fact]
    public void Url_has_a_user_and_keys()
    {
        ChatUrl url = ChatUrl.Parse("ircs://me%20too@host/#a,#b,#c?one,,three", out _)!;

        Assert.Equal("me too", url.User);
        Assert.Equal(["one", null, "three"], url.Rooms.Select(static room => room.Key));
    }

    [Theory]
    [InlineData("host/#room", "is no URL of a chat"), InlineData("tcp://host/#room", "irc://host/#room"), InlineData("irc://host:x/#r", "port")]
    [InlineData("irc://me:secret@host/#r", "--password-file"), InlineData("irc://host/#a%20b", "'#a b' is not a room"), InlineData("irc://host/#a?k%0d", "is not a room")]
    [InlineData("http://me:secret@host/", "'…@host/'")]
    public void What_is_wrong_is_told_without_a_password(string text, string told)
    {
        Assert.Null(ChatUrl.Parse(text, out string? error));

        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }
}
