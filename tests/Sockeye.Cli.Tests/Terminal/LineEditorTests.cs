using Sockeye.Cli.Terminal;

namespace Sockeye.Cli.Tests.Terminal;

public sealed class LineEditorTests
{
    private const char CtrlD = '\u0004';
    private const char CtrlU = '\u0015';
    private const char CtrlW = '\u0017';
    private const char Erase = '\b';

    private readonly LineEditor _editor = new("> ");

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("helo\bxlo", "helxlo")]
    [InlineData("\b\ba", "a")]
    [InlineData("a\U0001f600\bb", "ab")]
    [InlineData("\U0001f600\b", "")]
    [InlineData("one two\u0017three", "one three")]
    [InlineData("one two  \u0017", "one ")]
    [InlineData("one\u0017\u0017x", "x")]
    [InlineData("one two\u0015x", "x")]
    [InlineData("a\u0001\u001b\u007fb", "ab")]
    [InlineData("üß中", "üß中")]
    [InlineData("a\u0004b", "ab")]
    public void Keys_make_a_line(string keys, string line)
    {
        Type(keys);

        Assert.Equal(line, _editor.OnKey(Enter()));
        Assert.False(_editor.IsEnded);
    }

    [Fact]
    public void Enter_begins_a_new_line()
    {
        Type("one");
        _editor.OnKey(Enter());
        Type("two");

        Assert.Equal("two", _editor.OnKey(Enter()));
        Assert.Equal("", _editor.OnKey(Enter()));
    }

    [Fact]
    public void Ctrl_D_on_an_empty_line_ends_the_input()
    {
        Type(CtrlD.ToString());

        Assert.True(_editor.IsEnded);
    }

    [Theory]
    [InlineData("abc", 80, "> abc")]
    [InlineData("abc", 6, "> abc")] // the last column stays free
    [InlineData("abcd", 6, "> …cd")]
    [InlineData("abcdefgh", 6, "> …gh")]
    [InlineData("", 6, "> ")]
    [InlineData("abc", 1, "> …")]
    [InlineData("ab\U0001f600d", 6, "> …d")] // no half character
    [InlineData("abc\U0001f600", 6, "> …\U0001f600")]
    public void Line_that_is_too_long_shows_its_end(string line, int columns, string shown)
    {
        Type(line);

        Assert.Equal(shown, _editor.Render(columns).Text);
    }

    [Fact]
    public void Erasing_keys_are_what_terminals_send()
    {
        Type($"a b c{CtrlW}{CtrlU}d{Erase}");

        Assert.Equal("> ", _editor.Render(80).Text);
    }

    private static ConsoleKeyInfo Enter() => new('\r', ConsoleKey.Enter, shift: false, alt: false, control: false);

    private void Type(string keys)
    {
        foreach (char c in keys)
        {
            ConsoleKey key = c == Erase ? ConsoleKey.Backspace : ConsoleKey.None;
            Assert.Null(_editor.OnKey(new ConsoleKeyInfo(c, key, shift: false, alt: false, control: false)));
        }
    }
}
