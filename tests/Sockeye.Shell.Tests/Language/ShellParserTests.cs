using FsCheck;
using FsCheck.Fluent;
using Sockeye.Shell.Language;

namespace Sockeye.Shell.Tests.Language;

public sealed class ShellParserTests
{
    [Theory]
    [InlineData("s = socket(INET, STREAM)", "s <- socket(name INET, name STREAM)")]
    [InlineData("  print ( s )  # the socket", "print(name s)")]
    [InlineData("c, peer = accept(s)", "c, peer <- accept(name s)")]
    [InlineData("bind(s,127.0.0.1:0)", "bind(name s, address 127.0.0.1:0)")]
    [InlineData("bind(s, [::1]:80)", "bind(name s, address [::1]:80)")]
    [InlineData("bind(s, /tmp/x.sock)", "bind(name s, address /tmp/x.sock)")]
    [InlineData("bind(a, @x)", "bind(name a, address @x)")]
    [InlineData("connect(s, localhost:80)", "connect(name s, address localhost:80)")]
    [InlineData("connect(c, getsockname(s))", "connect(name c, getsockname(name s))")]
    [InlineData("send(s, \"a, b) = # c\")", "send(name s, text \"a, b) = # c\")")]
    [InlineData("recv(s, 1024)", "recv(name s, number 1024)")]
    [InlineData("recv(s, 0x10)", "recv(name s, number 16)")]
    [InlineData("x = -1", "x <- number -1")]
    [InlineData("help()", "help()")]
    [InlineData("exit", "name exit")]
    public void Line_is_read(string line, string meaning) => Assert.Equal(meaning, Text(ShellParser.Parse(line)!));

    [Theory]
    [InlineData("\f"), InlineData("\u00a0"), InlineData("\u2003")]
    public void Text_of_a_statement_keeps_a_blank_that_belongs_to_its_last_word(string blank) =>
        Assert.Equal($"s{blank}", ShellParser.Parse($" s{blank} \t# a remark")!.Text);

    [Theory]
    [InlineData(""), InlineData("   "), InlineData("# only this"), InlineData("\t# and this")]
    public void Nothing_is_nothing(string line) => Assert.Null(ShellParser.Parse(line));

    [Theory]
    [InlineData("bind(s, 1", 4, "not closed")]
    [InlineData("bind(s 1)", 7, "','")]
    [InlineData("bind(s,)", 7, "')'")]
    [InlineData("bind s", 5, "end here")]
    [InlineData("f() g()", 4, "end here")]
    [InlineData("f())", 3, "closes nothing")]
    [InlineData("a b = f()", 2, "commas")]
    [InlineData("1 = f()", 0, "names")]
    [InlineData("a, = f()", 3, "names")]
    [InlineData("a =", 3, "missing")]
    [InlineData("f() = 1", 4, "assigned")]
    [InlineData("send(s, \"abc", 8, "no end")]
    [InlineData("send(s, \"a\\qc\")", 10, "escapes")]
    [InlineData("send(s, \"\\x4\")", 9, "2 hexadecimal")]
    [InlineData("send(s, \"\\ud800\")", 9, "Unicode")]
    [InlineData("9x(1)", 0, "cannot be called")]
    public void Mistake_is_named_with_its_column(string line, int column, string words)
    {
        ShellException mistake = Assert.Throws<ShellException>(() => ShellParser.Parse(line));

        Assert.Equal(column, mistake.Column);
        Assert.Contains(words, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShellParser.MaxDepth, true), InlineData(ShellParser.MaxDepth + 1, false)]
    public void Calls_are_nested_only_so_deep(int depth, bool isRight)
    {
        string line = string.Concat(Enumerable.Repeat("f(", depth)) + new string(')', depth);

        Assert.Equal(isRight, Record.Exception(() => ShellParser.Parse(line)) is null);
    }

    [Fact]
    public void No_text_throws_anything_but_a_mistake_inside_the_line() => Prop.ForAll<string>(text =>
    {
        string line = text ?? "";
        Exception? thrown = Record.Exception(() => ShellParser.Parse(line));
        return thrown is null or ShellException && (thrown as ShellException)?.Column is null or (>= 0)
            && ((thrown as ShellException)?.Column ?? 0) <= line.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_row_of_pieces_throws_anything_but_a_mistake()
    {
        string[] pieces = ["s", "=", ",", "(", ")", "\"", "\\", "\"a\"", "\\x", "#", "socket", " ", "1", "127.0.0.1:1", "\\u", "[", "\0", "é"];
        Prop.ForAll<byte[]>(choice =>
        {
            string line = string.Concat((choice ?? []).Select(b => pieces[b % pieces.Length]));
            return Record.Exception(() => ShellParser.Parse(line)) is null or ShellException;
        }).QuickCheckThrowOnFailure();
    }

    private static string Text(Statement statement) => statement.Targets.Count == 0
        ? Text(statement.Value)
        : $"{string.Join(", ", statement.Targets.Select(target => target.Name))} <- {Text(statement.Value)}";

    private static string Text(Expression expression) => expression switch
    {
        CallExpression call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Text))})",
        NameExpression name => $"name {name.Name}",
        NumberExpression number => $"number {number.Number}",
        TextExpression text => $"text {TextLiteral.Of(text.Bytes)}",
        AddressExpression address => $"address {address.Text}",
        _ => "?",
    };
}
