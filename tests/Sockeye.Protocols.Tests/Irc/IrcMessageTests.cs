using System.Buffers;
using System.Text;
using Sockeye.Protocols.Irc;

namespace Sockeye.Protocols.Tests.Irc;

/// <summary>Lines as the specifications show them (modern.ircdocs.horse, ircv3.net), and as strangers send them.</summary>
public sealed class IrcMessageTests
{
    [Theory]
    [InlineData("PING", null, "PING", "")]
    [InlineData("ping a", null, "PING", "a")]
    [InlineData(":irc.example.com CAP LS * :multi-prefix extended-join sasl", "irc.example.com", "CAP", "LS|*|multi-prefix extended-join sasl")]
    [InlineData("CAP REQ :sasl message-tags foo", null, "CAP", "REQ|sasl message-tags foo")]
    [InlineData(":dan!d@localhost PRIVMSG #chan :Hey!", "dan!d@localhost", "PRIVMSG", "#chan|Hey!")]
    [InlineData(":dan!d@localhost PRIVMSG #chan Hey!", "dan!d@localhost", "PRIVMSG", "#chan|Hey!")]
    [InlineData("PRIVMSG #chan ::-) hi", null, "PRIVMSG", "#chan|:-) hi")]
    [InlineData("USER  a   0 *  :Real  Name ", null, "USER", "a|0|*|Real  Name ")]
    [InlineData("TOPIC #a :", null, "TOPIC", "#a|")]
    [InlineData("  LIST  ", null, "LIST", "")]
    [InlineData("001 a b:c", null, "001", "a|b:c")]
    [InlineData("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", null, "X", "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15 16")]
    [InlineData("PRIVMSG a :ünïcode ☃", null, "PRIVMSG", "a|ünïcode ☃")]
    public void Line_is_a_source_a_command_and_parameters(string line, string? source, string command, string parameters)
    {
        IrcMessage message = Parse(line);

        Assert.Equal((source, command, parameters), (message.Source, message.Command, string.Join('|', message.Parameters)));
        Assert.Empty(message.Tags);
    }

    [Theory]
    [InlineData("@id=123AB;rose PING", "id=123AB|rose=")]
    [InlineData("@+example=raw+:=,escaped\\:\\s\\\\ PING", @"+example=raw+:=,escaped; \")]
    [InlineData("@a=\\r\\n\\b\\ PING", "a=\r\nb")]
    [InlineData("@a=1;b=2;a=3 PING", "b=2|a=3")]
    [InlineData("@A=1;a=2 PING", "A=1|a=2")]
    [InlineData("@;;=x;a= PING", "a=")]
    [InlineData("@url=;netsplit=tur,ty :dan!d@x JOIN #a", "url=|netsplit=tur,ty")]
    public void Tags_are_names_and_values_without_escapes(string line, string tags) =>
        Assert.Equal(tags, string.Join('|', Parse(line).Tags.Select(tag => $"{tag.Name}={tag.Value}")));

    [Theory]
    [InlineData("", IrcLineFlaw.Empty), InlineData("   ", IrcLineFlaw.Empty), InlineData("@ ", IrcLineFlaw.Empty)]
    [InlineData("@a=b", IrcLineFlaw.NoCommand), InlineData("@a=b  ", IrcLineFlaw.NoCommand), InlineData(":source", IrcLineFlaw.NoCommand)]
    [InlineData(":", IrcLineFlaw.NoCommand), InlineData("12 a", IrcLineFlaw.NoCommand), InlineData("1234", IrcLineFlaw.NoCommand)]
    [InlineData("GET / HTTP/1.1", IrcLineFlaw.None), InlineData("P1NG", IrcLineFlaw.NoCommand), InlineData("☃", IrcLineFlaw.NoCommand)]
    [InlineData("PRIVMSG a :b\0c", IrcLineFlaw.Control), InlineData("PRIVMSG a :b\rQUIT", IrcLineFlaw.Control)]
    [InlineData("PRIVMSG a :b\nQUIT", IrcLineFlaw.Control)]
    public void Line_that_is_none_is_told_apart(string line, IrcLineFlaw flaw) =>
        Assert.Equal(flaw, IrcMessage.Parse(Encoding.UTF8.GetBytes(line), out _));

    [Fact]
    public void Line_that_is_no_utf8_is_read_all_the_same()
    {
        Assert.Equal(IrcLineFlaw.NotUtf8, IrcMessage.Parse("PRIVMSG a :\xe9t\xe9"u8.ToArray().Append((byte)0xe9).ToArray(), out IrcMessage? message));
        Assert.Equal("PRIVMSG", message!.Command);
    }

    [Theory]
    [InlineData(IrcLimits.MaxTextBytes, IrcLineFlaw.None), InlineData(IrcLimits.MaxTextBytes + 1, IrcLineFlaw.TooLong)]
    public void Text_has_its_limit_apart_from_tags(int bytes, IrcLineFlaw flaw)
    {
        string text = "PRIVMSG a :" + new string('x', bytes - 11);

        Assert.Equal(flaw, IrcMessage.Parse(Encoding.ASCII.GetBytes(text), out _));
        Assert.Equal(flaw, IrcMessage.Parse(Encoding.ASCII.GetBytes($"@a={new string('y', 4_000)} {text}"), out _));
    }

    [Theory]
    [InlineData(IrcLimits.MaxTagDataBytes, IrcLineFlaw.None), InlineData(IrcLimits.MaxTagDataBytes + 1, IrcLineFlaw.TooLong)]
    public void Tags_have_their_limit(int bytes, IrcLineFlaw flaw)
    {
        byte[] line = Encoding.ASCII.GetBytes($"@{new string('a', bytes)} PING");

        Assert.Equal(flaw, IrcMessage.Parse(line, out _));
        Assert.True(line.Length <= IrcLimits.MaxClientLineBytes);
    }

    [Fact]
    public void What_is_written_is_read_again_as_it_was()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            IrcMessage message = Any(random);
            var output = new ArrayBufferWriter<byte>();
            message.WriteTo(output);

            Assert.Equal(IrcLineFlaw.None, IrcMessage.Parse(output.WrittenSpan, out IrcMessage? read));

            Assert.Equal(message.ToString(), read!.ToString());
            Assert.Equal((message.Source, message.Command), (read.Source, read.Command));
            Assert.Equal(message.Parameters, read.Parameters);
            Assert.Equal(message.Tags, read.Tags);
        }
    }

    [Theory]
    [InlineData("a b", "c"), InlineData("", "c"), InlineData(":a", "c"), InlineData("a", "b\rQUIT"), InlineData("a", "b\nQUIT"), InlineData("a", "b\0")]
    public void Message_never_becomes_another_or_two(string first, string last) =>
        Assert.Throws<LocalProtocolException>(() => new IrcMessage("PRIVMSG", first, last).ToString());

    private static IrcMessage Parse(string line)
    {
        Assert.Equal(IrcLineFlaw.None, IrcMessage.Parse(Encoding.UTF8.GetBytes(line), out IrcMessage? message));
        return message!;
    }

    private static IrcMessage Any(Random random)
    {
        string[] words = ["a", "#room", "a:b", "ü", "0", "x=y"];
        string[] texts = ["", ":", ":-)", "two words", " leading", "trailing ", "☃ \ud83d\ude00", "plain"];
        string[] values = ["", ";", " ", "\\", "\r\n", "\\s", "a=b;c d\\:"];
        List<string> parameters = [.. Enumerable.Range(0, random.Next(0, 14)).Select(_ => Pick(words))];
        if (random.Next(2) == 0)
            parameters.Add(Pick(texts));
        return new IrcMessage(Pick(["PRIVMSG", "001", "X"]), parameters)
        {
            Source = Pick([null!, "irc.example.com", "nick!user@host"]),
            Tags = [.. new[] { "time", "+a/b", "msgid" }.Take(random.Next(4)).Select(name => new IrcTag(name, Pick(values)))],
        };

        string Pick(string[] from) => from[random.Next(from.Length)];
    }
}
