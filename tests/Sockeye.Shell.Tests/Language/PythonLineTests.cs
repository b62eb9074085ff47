using Sockeye.Shell.Language;

namespace Sockeye.Shell.Tests.Language;

public sealed class PythonLineTests
{
    [Theory]
    [InlineData("import socket", "s = socket(INET, STREAM)"), InlineData("from socket import *", "s = socket(INET, STREAM)")]
    [InlineData("s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)", "s = socket(INET, STREAM)")]
    [InlineData("s = socket.socket()", "s = socket(INET, STREAM)")]
    [InlineData("s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)", "s = socket(UNIX, DGRAM)")]
    [InlineData("s.bind((\"127.0.0.1\", 5000))", "bind(s, 127.0.0.1:5000)"), InlineData("s.bind(('', 5000))", "bind(s, :5000)")]
    [InlineData("s.listen()", "listen(s)"), InlineData("s.listen(5)", "listen(s, 5)")]
    [InlineData("conn, addr = s.accept()", "conn, addr = accept(s)")]
    [InlineData("s.sendall(b\"hello\")", "send(s, \"hello\")"), InlineData("s.send(b'hello')", "send(s, \"hello\")")]
    [InlineData("data = s.recv(1024)", "data = recv(s, 1024)"), InlineData("s.close()", "close(s)")]
    [InlineData("s.connect(('localhost', 80))", "connect(s, localhost:80)")]
    [InlineData("s.sendto(b'x', ('127.0.0.1', 9))", "sendto(s, \"x\", 127.0.0.1:9)")]
    [InlineData("s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)", "setsockopt(s, SO_REUSEADDR, 1)")]
    [InlineData("s.shutdown(socket.SHUT_WR)", "shutdown(s, WR)")]
    public void Line_is_told_as_the_shell_writes_it(string python, string ours)
    {
        Assert.Equal(ours, PythonLine.Translate(python));
        Assert.NotNull(ShellParser.Parse(ours));
        var mistake = Assert.Throws<ShellException>(() => ShellParser.Parse(python));
        Assert.EndsWith($" {ours}", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s = socket(INET, STREAM)"), InlineData("send(s, \"b'x'\")"), InlineData("while True:"), InlineData("")]
    [InlineData("send(s, \"from socket import\")"), InlineData("connect(s, example.org:80)")]
    public void What_is_ours_or_cannot_be_told_is_left(string line) => Assert.Null(PythonLine.Translate(line));
}
