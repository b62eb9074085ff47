using System.CommandLine;
using Sockeye.Cli.Commands;
using Sockeye.Transports;

namespace Sockeye.Cli.Tests.Commands;

/// <summary>Endpoints as they are typed to other tools.</summary>
public sealed class EndpointWordsTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("connect localhost 7007", "tcp://localhost:7007")]
    [InlineData("connect localhost:7007", "tcp://localhost:7007")]
    [InlineData("connect ::1 7007", "tcp://[::1]:7007")]
    [InlineData("connect [::1] 7007", "tcp://[::1]:7007")]
    [InlineData("connect /run/my.sock", "unix:/run/my.sock")]
    [InlineData("listen 6000", "tcp://127.0.0.1:6000")]
    [InlineData("listen :6000", "tcp://127.0.0.1:6000")]
    [InlineData("listen * 6000", "tcp://*:6000")]
    [InlineData("talk host 5400 --listen", "tcp://host:5400")]
    [InlineData("talk", "tcp://127.0.0.1:54")]
    [InlineData("send localhost 7 hello", "tcp://localhost:7")]
    [InlineData("send localhost:7 hello", "tcp://localhost:7")]
    [InlineData("send localhost:7 7", "tcp://localhost:7")]
    [InlineData("send 7007 7", "tcp://127.0.0.1:7007")]
    [InlineData("send udp://localhost:7 7", "udp://localhost:7")]
    public void Host_and_port_may_be_one_word_or_two(string line, string endpoint)
    {
        ParseResult parsed = SockeyeCommand.Parse(line.Split(' '), _host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(endpoint, parsed.GetRequiredValue<Endpoint>("endpoint").ToString());
    }

    [Theory]
    [InlineData("connect localhost"), InlineData("connect localhost:7 8"), InlineData("connect localhost 7 8")]
    [InlineData("listen 6000 7000"), InlineData("send localhost 7"), InlineData("talk localhost http")]
    public void What_is_left_over_or_missing_is_a_mistake(string line)
    {
        SockeyeCommand.Parse(line.Split(' '), _host, out string? flaw);

        Assert.NotNull(flaw);
    }

    [Theory]
    [InlineData("serve tftp@:6969", "udp://127.0.0.1:6969"), InlineData("serve echo@7007", "tcp://127.0.0.1:7007")]
    [InlineData("serve http@*:8080", "tcp://*:8080"), InlineData("serve files@/run/f.sock", "unix:/run/f.sock")]
    public void Service_is_served_over_what_it_knows(string line, string endpoint)
    {
        ParseResult parsed = SockeyeCommand.Parse(line.Split(' '), _host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(endpoint, Assert.Single(parsed.GetRequiredValue<Cli.Commands.Serve.ServiceSpec[]>("service")).Endpoint?.ToString());
    }

    [Theory]
    [InlineData("host 22 80,443", "host:22 host:80,443"), InlineData("a:1 b 2 3 c:4", "a:1 b:2 b:3 c:4")]
    [InlineData("22 host 80", "22 host:80"), InlineData("::1 22-25", "[::1]:22-25"), InlineData("host", "host")]
    [InlineData("host other 1", "host other:1"), InlineData("", ""), InlineData("udp://h:1 2", "udp://h:1 2")]
    public void Ports_belong_to_the_host_before_them(string words, string joined) =>
        Assert.Equal(joined, string.Join(' ', EndpointWords.JoinAll(words.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    public void Dispose() => _host.Dispose();
}
