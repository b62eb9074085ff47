using FsCheck;
using FsCheck.Fluent;
using Sockeye.Cli.Console.Lines;

namespace Sockeye.Cli.Tests.Console.Lines;

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
    [InlineData("a\u0007\u001b\u007fb", "ab")]
    [InlineData("bc\u0001a", "abc")] // Ctrl-A
    [InlineData("bc\u0001a\u0005d", "abcd")] // Ctrl-E
    [InlineData("abc\u0002\u0002x", "axbc")] // Ctrl-B
    [InlineData("abc\u0001\u0006x", "axbc")] // Ctrl-F
    [InlineData("abc\u0002\u000bx", "abx")] // Ctrl-K
    [InlineData("abc\u0002\u0015x", "xc")] // Ctrl-U
    [InlineData("one two\u0002\u0017", "one o")] // Ctrl-W
    [InlineData("abc\u0001\u0004", "bc")] // Ctrl-D
    [InlineData("abc\u0003x", "x")] // Ctrl-C
    [InlineData("a\U0001f600\u0002\bb", "b\U0001f600")]
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

    [Theory]
    [InlineData("one two", new[] { ConsoleKey.Home }, "xone two")]
    [InlineData("one two", new[] { ConsoleKey.Home, ConsoleKey.End }, "one twox")]
    [InlineData("one two", new[] { ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.RightArrow }, "one twxo")]
    [InlineData("one two", new[] { ConsoleKey.Home, ConsoleKey.Delete }, "xne two")]
    [InlineData("a\U0001f600b", new[] { ConsoleKey.LeftArrow, ConsoleKey.LeftArrow }, "ax\U0001f600b")]
    [InlineData("a\U0001f600b", new[] { ConsoleKey.Home, ConsoleKey.RightArrow, ConsoleKey.RightArrow }, "a\U0001f600xb")]
    [InlineData("", new[] { ConsoleKey.LeftArrow, ConsoleKey.RightArrow, ConsoleKey.Delete, ConsoleKey.UpArrow }, "x")]
    public void Cursor_moves_and_what_is_typed_goes_there(string line, ConsoleKey[] keys, string edited)
    {
        Type(line);
        foreach (ConsoleKey key in keys)
            Press(_editor, key);
        Type("x");

        Assert.Equal(edited, _editor.OnKey(Enter()));
    }

    [Theory]
    [InlineData(ConsoleKey.LeftArrow, true, false), InlineData(ConsoleKey.LeftArrow, false, true), InlineData(ConsoleKey.B, false, true)]
    public void Words_are_passed_at_once(ConsoleKey key, bool control, bool alt)
    {
        Type("bind(s, @name)");
        _editor.OnKey(new ConsoleKeyInfo('b', key, shift: false, alt, control));
        Type("x");

        Assert.Equal("bind(s, @xname)", _editor.OnKey(Enter()));
    }

    [Fact]
    public void Ctrl_C_drops_the_line_and_then_interrupts()
    {
        Type("abc\u0003");
        Assert.False(_editor.IsInterrupted);
        Type("\u0003");
        Assert.True(_editor.IsInterrupted);
        Type("a");
        Assert.False(_editor.IsInterrupted);
    }

    [Theory]
    [InlineData(0, "> …67890", 8)] // keys to the left; the cursor behind the last
    [InlineData(5, "> …3456…", 6)]
    [InlineData(10, "> 1234…", 2)]
    public void Part_of_a_long_line_around_the_cursor_is_shown(int left, string shown, int cursor)
    {
        Type("1234567890");
        for (int i = 0; i < left; i++)
            Press(_editor, ConsoleKey.LeftArrow);

        RenderedLine line = _editor.Render(9);

        Assert.Equal(shown, line.Text);
        Assert.Equal(cursor, line.Cursor);
        Assert.InRange(line.Text.Length, 1, 8);
    }

    [Fact]
    public void Cursor_is_always_inside_what_is_shown() => Prop.ForAll<byte[], byte>((keys, columns) =>
    {
        var editor = new LineEditor("> ", new LineHistory(["old one", "old two"]));
        ConsoleKey[] special =
        [
            ConsoleKey.LeftArrow, ConsoleKey.RightArrow, ConsoleKey.Home, ConsoleKey.End, ConsoleKey.Delete,
            ConsoleKey.Backspace, ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.Tab, ConsoleKey.Enter,
        ];
        foreach (byte key in keys ?? [])
            editor.OnKey(key < special.Length ? new ConsoleKeyInfo('\0', special[key], false, false, false) : new ConsoleKeyInfo((char)key, ConsoleKey.None, false, false, false));
        RenderedLine line = editor.Render(columns);
        return line.Cursor >= 2 && line.Cursor <= line.Text.Length && line.Text.Length <= Math.Max(columns - 1, 5);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_typed_before_come_back_and_so_does_the_one_being_typed()
    {
        var editor = new LineEditor("> ", new LineHistory(["first", "second", "second"]));
        foreach (char c in "new")
            editor.OnKey(new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));

        Assert.Equal("> second", Pressed(editor, ConsoleKey.UpArrow));
        Assert.Equal("> first", Pressed(editor, ConsoleKey.UpArrow));
        Assert.Equal("> first", Pressed(editor, ConsoleKey.UpArrow));
        Assert.Equal("> second", Pressed(editor, ConsoleKey.DownArrow));
        Assert.Equal("> new", Pressed(editor, ConsoleKey.DownArrow));
        Assert.Equal("> new", Pressed(editor, ConsoleKey.DownArrow));
        editor.OnKey(Enter());
        Assert.Equal("> new", Pressed(editor, ConsoleKey.UpArrow));
    }

    [Theory]
    [InlineData("", new[] { "bind(", "listen(" }, "", 2)]
    [InlineData("bi", new[] { "bind(" }, "bind(", 0)]
    [InlineData("S", new[] { "SO_RCVBUF", "SO_RCVTIMEO" }, "SO_RCV", 0)]
    [InlineData("SO_RCV", new[] { "SO_RCVBUF", "SO_RCVTIMEO" }, "SO_RCV", 2)]
    [InlineData("x", new string[0], "x", 0)]
    public void Tab_completes_as_far_as_it_is_clear_and_then_lists(string typed, string[] words, string line, int listed)
    {
        var editor = new LineEditor("> ", complete: (_, _) => new Completion(0, words));
        foreach (char c in typed)
            editor.OnKey(new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));

        Assert.Equal("> " + line, Pressed(editor, ConsoleKey.Tab));
        Assert.Equal(listed, editor.Candidates.Count);
    }

    private static void Press(LineEditor editor, ConsoleKey key) =>
        editor.OnKey(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: false));

    private static string Pressed(LineEditor editor, ConsoleKey key)
    {
        Press(editor, key);
        return editor.Render(80).Text;
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
