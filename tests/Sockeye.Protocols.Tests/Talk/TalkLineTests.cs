using System.Buffers;
using System.Text;
using Sockeye.Protocols.Talk;

namespace Sockeye.Protocols.Tests.Talk;

public sealed class TalkLineTests
{
    [Theory]
    [InlineData("BYE", true), InlineData("bye", true), InlineData("Bye", true), InlineData("  BYE\t", true), InlineData("BYE\r", true)]
    [InlineData("", false), InlineData("BYE!", false), InlineData("GOODBYE", false), InlineData("B YE", false), InlineData("BY", false)]
    public void Bye_is_the_word_alone_whatever_its_case_and_blanks(string line, bool isBye)
    {
        Assert.Equal(isBye, TalkLine.IsBye(line));
        Assert.Equal(isBye, TalkLine.IsBye(Bytes(line)));
    }

    [Theory]
    [InlineData("hello", "hello\n"), InlineData("", "\n"), InlineData("ü中", "ü中\n")]
    [InlineData("a\nb\r\nc\rd", "a b c d\n"), InlineData("BYE\n", "BYE \n")]
    public void Text_becomes_one_line(string text, string wire)
    {
        var output = new ArrayBufferWriter<byte>();

        TalkLine.Write(text, output);

        Assert.Equal(wire, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Line_of_the_peer_is_safe_to_show() =>
        Assert.Equal(@"\x1b[31mred", TalkLine.Read(Bytes("\u001b[31mred")));

    private static ReadOnlySequence<byte> Bytes(string line) => new(Encoding.UTF8.GetBytes(line));
}
