namespace Sockeye.Shell.Tests;

public sealed class ShellCompleterTests
{
    [Theory]
    [InlineData("so", 0, "socket( sockets(")]
    [InlineData("s = soc", 4, "socket( sockets(")]
    [InlineData("s = socket(I", 11, "INET INET6")]
    [InlineData("s = socket(INET, ", 17, "DGRAM RAW STREAM")]
    [InlineData("s = socket(INET, RAW, I", 22, "ICMP ICMPV6")]
    [InlineData("shutdown(server, ", 17, "RD RDWR WR")]
    [InlineData("getsockopt(server, SO_RCV", 19, "SO_RCVBUF SO_RCVLOWAT SO_RCVTIMEO")]
    [InlineData("listen(ser", 7, "server")]
    [InlineData("connect(server, getsock", 16, "getsockname( getsockopt(")]
    [InlineData("connect(client, getsockname(ser", 28, "server")]
    [InlineData("help(conn", 5, "connect connect_ex")]
    [InlineData("expect(ECONNRE", 7, "ECONNREFUSED ECONNRESET")]
    [InlineData("cl", 0, "client close(")]
    [InlineData("nothing_like_it", 0, "")]
    public void Word_is_completed_by_where_it_stands(string line, int start, string candidates)
    {
        (int at, IReadOnlyList<string> found) = ShellCompleter.Complete(line, line.Length, ["client", "server"]);

        Assert.Equal(candidates, string.Join(' ', found));
        Assert.Equal(start, at);
    }

    [Fact]
    public void Only_what_stands_before_the_cursor_counts() =>
        Assert.Equal(["listen("], ShellCompleter.Complete("lis(server)", 3, []).Candidates);

    [Fact]
    public void Inside_a_string_there_is_nothing_to_complete_but_names() =>
        Assert.DoesNotContain(ShellCompleter.Complete("send(s, \"IN", 11, []).Candidates, word => word == "INET");
}
