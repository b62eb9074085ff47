using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;
using Sockeye.Testing;

namespace Sockeye.Shell.Tests.Sessions;

/// <summary>Every call over real sockets: its success, and its usual failure.</summary>
public sealed class ShellSessionTests : IDisposable
{
    private readonly ShellBench _bench = new();

    [Theory]
    [InlineData("socket(INET, STREAM)", "family=INET type=STREAM proto=0 unbound>")]
    [InlineData("socket(AF_INET6, SOCK_DGRAM)", "family=INET6 type=DGRAM proto=0 unbound>")]
    [InlineData("socket(UNIX, DGRAM)", "family=UNIX type=DGRAM proto=0 unbound>")]
    [InlineData("socket(INET, STREAM, TCP)", "family=INET type=STREAM proto=6 unbound>")]
    [InlineData("socket(INET, DGRAM, 17)", "family=INET type=DGRAM proto=17 unbound>")]
    public async Task Socket_is_shown_as_it_was_asked_for(string line, string shown)
    {
        string text = await _bench.ShowAsync("s = " + line, "print(s)");

        Assert.StartsWith("<socket fd=", text, StringComparison.Ordinal);
        Assert.EndsWith(shown, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_follows_what_is_done()
    {
        Assert.Contains(" unbound>", await _bench.ShowAsync("s = socket(INET, STREAM)"), StringComparison.Ordinal);
        Assert.Contains(" bound local=127.0.0.1:", await _bench.ShowAsync("bind(s, 127.0.0.1:0)", "print(s)"), StringComparison.Ordinal);
        Assert.Contains(" listening local=", await _bench.ShowAsync("listen(s, 5)", "print(s)"), StringComparison.Ordinal);
        string port = await _bench.ShowAsync("address = getsockname(s)");
        Assert.Contains(
            $" established local=127.0.0.1:", await _bench.ShowAsync("c = socket(INET, STREAM)", "connect(c, address)", "print(c)"),
            StringComparison.Ordinal);
        Assert.Contains($"peer={port}>", await _bench.ShowAsync("print(c)"), StringComparison.Ordinal);
        Assert.Contains("to accept: 1 of 5", await _bench.ShowAsync("sockets()"), StringComparison.Ordinal);
        await _bench.ShowAsync("a, peer = accept(s)", "shutdown(c, WR)", "recv(a, 10)");
        Assert.Contains(" half-closed by us ", await _bench.ShowAsync("print(c)"), StringComparison.Ordinal);
        Assert.Contains(" half-closed by the peer ", await _bench.ShowAsync("print(a)"), StringComparison.Ordinal);
        await _bench.ShowAsync("close(a)", "recv(c, 10)");
        Assert.Contains(" disconnected ", await _bench.ShowAsync("print(c)"), StringComparison.Ordinal);
        Assert.Contains(" closed>", await _bench.ShowAsync("print(a)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_that_was_refused_has_nothing_unsent()
    {
        await _bench.ShowAsync("s = socket(INET, STREAM)", "connect_ex(s, 127.0.0.1:1)");

        Assert.EndsWith("to read: 0 unsent: 0", await _bench.ShowAsync("sockets()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_over_UNIX_sockets_closes_by_halves_too()
    {
        using var folder = new TemporaryDirectory();
        await _bench.ShowAsync(
            "s = socket(UNIX, STREAM)", $"bind(s, {folder.At("x.sock")})", "listen(s)", "c = socket(UNIX, STREAM)",
            $"connect(c, {folder.At("x.sock")})", "a, peer = accept(s)", "shutdown(c, WR)");

        Assert.Contains(" half-closed by us ", await _bench.ShowAsync("print(c)"), StringComparison.Ordinal);
        Assert.Contains(" half-closed by the peer ", await _bench.ShowAsync("print(a)"), StringComparison.Ordinal);
        Assert.Equal("5", await _bench.ShowAsync("send(a, \"there\")"));
        Assert.Equal("\"there\"", await _bench.ShowAsync("recv(c, 10)"));
    }

    [Fact]
    public async Task Bytes_travel_as_they_are()
    {
        await _bench.ConnectAsync();

        Assert.Equal("6", await _bench.ShowAsync("send(c, \"a\\x00\\xff\\n\\\"b\")"));
        Assert.Equal("\"a\\x00\\xff\\n\\\"b\"", await _bench.ShowAsync("data = recv(a, 100)"));
        Assert.Equal("6", await _bench.ShowAsync("send(a, data)"));
        Assert.Equal("\"a\\x00\"", await _bench.ShowAsync("recv(c, 2)"));
    }

    [Theory]
    [InlineData(2_000, "x\""), InlineData(2_001, "…\" [2001 bytes]")]
    public async Task Long_bytes_are_shown_in_part_and_counted(int length, string end) =>
        Assert.EndsWith(end, await _bench.ShowAsync($"print(\"{new string('x', length)}\")"), StringComparison.Ordinal);

    [Fact]
    public async Task End_of_stream_is_an_empty_string_with_a_note()
    {
        await _bench.ConnectAsync();
        await _bench.ShowAsync("close(c)");

        ShellOutcome end = await _bench.RunAsync("recv(a, 10)");

        Assert.Equal("\"\"", end.Value.ToString());
        Assert.StartsWith("end of stream", end.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_buffer_makes_send_partial_and_recvfrom_of_a_stream_names_its_peer()
    {
        await _bench.ConnectAsync();
        string big = new('x', 60_000);
        ShellOutcome sent = await _bench.RunAsync($"send(c, \"{big}\")");
        while (sent.Note is null) // until no more fits
            sent = await _bench.RunAsync($"send(c, \"{big}\")");

        Assert.StartsWith("of 60000 bytes", sent.Note, StringComparison.Ordinal);
        Assert.Equal(
            $"\"xx\", {await _bench.ShowAsync("getpeername(a)")}", await _bench.ShowAsync("data, who = recvfrom(a, 2)"));
    }

    [Fact]
    public async Task Datagrams_come_with_their_sender_and_lose_what_does_not_fit()
    {
        await _bench.ShowAsync("u = socket(INET, DGRAM)", "bind(u, 127.0.0.1:0)", "v = socket(INET, DGRAM)");
        await _bench.ShowAsync("sendto(v, \"0123456789\", getsockname(u))");

        ShellOutcome got = await _bench.RunAsync("data, peer = recvfrom(u, 4)");

        Assert.StartsWith("\"0123\", 127.0.0.1:", got.Value.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("of 10 bytes", got.Note, StringComparison.Ordinal);
        Assert.Equal("2", await _bench.ShowAsync("sendto(u, \"ok\", peer)"));
        Assert.Equal("\"ok\"", await _bench.ShowAsync("recv(v, 10)"));
    }

    [Theory]
    [InlineData("setsockopt(s, SO_REUSEADDR, 1)", "getsockopt(s, SO_REUSEADDR)", "1")]
    [InlineData("setsockopt(s, SO_KEEPALIVE, ON)", "getsockopt(s, SO_KEEPALIVE)", "1")]
    [InlineData("setsockopt(s, SO_RCVBUF, 10000)", "getsockopt(s, SO_RCVBUF)", "20000")]
    [InlineData("setsockopt(s, SO_LINGER, 3)", "getsockopt(s, SO_LINGER)", "3 s")]
    [InlineData("setsockopt(s, SO_LINGER, OFF)", "getsockopt(s, SO_LINGER)", "OFF")]
    [InlineData("setsockopt(s, SO_RCVTIMEO, 1.5)", "getsockopt(s, SO_RCVTIMEO)", "1.5 s")]
    [InlineData("setsockopt(s, TCP_NODELAY, 1)", "getsockopt(s, TCP_NODELAY)", "1")]
    [InlineData("setsockopt(s, IP_TTL, 7)", "getsockopt(s, IP_TTL)", "7")]
    [InlineData("setsockopt(s, TCP_CONGESTION, \"reno\")", "getsockopt(s, TCP_CONGESTION)", "\"reno\"")]
    [InlineData("getsockopt(s, SO_ERROR)", "getsockopt(s, SO_TYPE)", "1")]
    public async Task Options_are_set_and_read(string set, string get, string shown) =>
        Assert.Equal(shown, await _bench.ShowAsync("s = socket(INET, STREAM)", set, get));

    [Theory]
    [InlineData("socket(INET, RAW)", "93 EPROTONOSUPPORT: protocol not supported.")]
    [InlineData("bind(s, 127.0.0.1:0)", "22 EINVAL: invalid argument.")] // bound already
    [InlineData("bind(t, getsockname(s))", "98 EADDRINUSE: address already in use.")]
    [InlineData("bind(t, 192.0.2.1:1)", "99 EADDRNOTAVAIL: cannot assign requested address.")]
    [InlineData("bind(t, [::1]:0)", "97 EAFNOSUPPORT: address family not supported by protocol.")]
    [InlineData("listen(u)", "95 EOPNOTSUPP: operation not supported.")]
    [InlineData("accept(t)", "22 EINVAL: invalid argument.")]
    [InlineData("accept(u)", "95 EOPNOTSUPP: operation not supported. Only STREAM sockets")]
    [InlineData("connect(t, 127.0.0.1:1)", "111 ECONNREFUSED: connection refused. Nobody listens there.")]
    [InlineData("connect(x, /no/such.sock)", "2 ENOENT: no such file or directory.")]
    [InlineData("bind(x, /no/such/folder/x.sock)", "2 ENOENT: no such file or directory.")]
    [InlineData("bind(x, /dev/null/x.sock)", "20 ENOTDIR: not a directory.")]
    [InlineData("send(t, \"x\")", "32 EPIPE: broken pipe.")]
    [InlineData("recv(t, 1)", "107 ENOTCONN: transport endpoint is not connected.")]
    [InlineData("send(u, \"x\")", "89 EDESTADDRREQ: destination address required.")]
    [InlineData("getpeername(t)", "107 ENOTCONN: transport endpoint is not connected.")]
    [InlineData("shutdown(t, WR)", "107 ENOTCONN: transport endpoint is not connected.")]
    [InlineData("setsockopt(s, SO_TYPE, 1)", "92 ENOPROTOOPT: protocol not available.")]
    [InlineData("getsockopt(u, TCP_NODELAY)", "95 EOPNOTSUPP: operation not supported.")]
    [InlineData("recv(closed, 1)", "9 EBADF: bad file descriptor.")]
    [InlineData("close(9999)", "9 EBADF: bad file descriptor.")]
    [InlineData("gethostbyname(\"no.such.host.invalid\")", "HOST_NOT_FOUND")]
    [InlineData("gethostbyname(\"\")", "HOST_NOT_FOUND")]
    [InlineData("cancel()", "3 ESRCH: no such background call")]
    public async Task Failure_is_told_by_number_name_and_reason(string line, string shown)
    {
        await _bench.ShowAsync(
            "s = socket(INET, STREAM)", "bind(s, 127.0.0.1:0)", "listen(s)", "t = socket(INET, STREAM)",
            "u = socket(INET, DGRAM)", "x = socket(UNIX, STREAM)", "closed = socket(INET, DGRAM)", "close(closed)");

        ShellOutcome outcome = await _bench.RunAsync(line);

        Assert.Contains(shown, outcome.Failure?.ToString() ?? outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sokket(INET, STREAM)", 0, "did you mean socket?")]
    [InlineData("socket(INETT, STREAM)", 7, "INET, INET6, UNIX")]
    [InlineData("socket(INET)", 0, "socket(family, type, protocol)")]
    [InlineData("listen(nobody)", 7, "no variable 'nobody'")]
    [InlineData("bind(s, 127.0.0.1)", 8, "port is missing")]
    [InlineData("bind(s, 127.0.0.1:65536)", 8, "0 to 65535")]
    [InlineData("bind(s, 80)", 8, "an address is")]
    [InlineData("send(s, hello)", 8, "quotes")]
    [InlineData("recv(s, -1)", 8, "0 to 16777216")]
    [InlineData("setsockopt(s, SO_RCVBUFF, 1)", 14, "SO_RCVBUF")]
    [InlineData("setsockopt(s, SO_RCVBUF, \"x\")", 25, "a number")]
    [InlineData("shutdown(s, SIDEWAYS)", 12, "RD, WR, RDWR")]
    [InlineData("INET = 3", 0, "word of the shell")]
    [InlineData("a, b = getsockname(s)", 3, "one value")]
    [InlineData("print(nothing)", 6, "no variable")]
    [InlineData("nothing", 0, "no variable and no call")]
    [InlineData("listen", 0, "listen(s, backlog)")]
    [InlineData("expect(1)", 0, "expect")]
    public async Task Mistake_is_told_under_its_column(string line, int column, string words)
    {
        await _bench.ShowAsync("s = socket(INET, STREAM)");

        ShellException? mistake = (await _bench.RunAsync(line)).Mistake;

        Assert.Equal(column, mistake?.Column);
        Assert.Contains(words, mistake!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expected_failures_are_results_and_others_stay_failures()
    {
        await _bench.ShowAsync("s = socket(INET, STREAM)");

        Assert.Equal("111 ECONNREFUSED", await _bench.ShowAsync("connect_ex(s, 127.0.0.1:1)"));
        Assert.Equal("107 ENOTCONN", await _bench.ShowAsync("expect(ENOTCONN, getpeername(s))"));
        Assert.Equal("107 ENOTCONN", await _bench.ShowAsync("expect(107, getpeername(s))"));
        Assert.Equal(107, (await _bench.RunAsync("expect(ECONNREFUSED, getpeername(s))")).Failure?.Number);
        Assert.Contains("did not fail", (await _bench.RunAsync("expect(EINVAL, print(1))")).Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_is_looked_up_and_descriptor_is_a_socket()
    {
        Assert.Equal("\"127.0.0.1\"", await _bench.ShowAsync("gethostbyname(\"localhost\")"));
        await _bench.ShowAsync("s = socket(INET, STREAM)");
        int descriptor = Assert.Single(_bench.Session.Sockets).Descriptor;
        Assert.Equal("0", await _bench.ShowAsync($"close({descriptor})"));
        Assert.Equal("no socket is open", await _bench.ShowAsync("sockets()"));
    }

    [Fact]
    public void Every_call_has_help() => Assert.All(
        Sockeye.Shell.Calls.CallCatalog.All, call => Assert.True(call.Help.Length > 20 && call.Most >= call.Least, call.Name));

    [Theory]
    [InlineData("help()", "connect"), InlineData("help(connect)", "ECONNREFUSED"), InlineData("help(SO_RCVBUF)", "doubles")]
    [InlineData("help", "getsockopt")]
    public async Task Help_explains(string line, string words) =>
        Assert.Contains(words, await _bench.ShowAsync(line), StringComparison.Ordinal);

    public void Dispose() => _bench.Dispose();
}
