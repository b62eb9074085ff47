using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Stopping;

/// <summary>What scripts rely on: the exit code, and one line that says what is wrong.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("serve", "nothing")]
    [InlineData("serve", "echo@tcp://127.0.0.1:99999")]
    [InlineData("serve", "echo", "--mode", "sometimes")]
    [InlineData("serve", "upper@udp://127.0.0.1:0")]
    [InlineData("connect", "127.0.0.1")]
    [InlineData("connect", "tcp://127.0.0.1:57", "--timeout", "soon")]
    [InlineData("get", "gopher://127.0.0.1/x")]
    [InlineData("get", "tftp://127.0.0.1/x", "--blksize", "7")]
    [InlineData("get", "tcp://127.0.0.1:57/")]
    [InlineData("lab", "99")]
    public async Task Wrong_usage_is_2(params string[] arguments)
    {
        ProcessResult result = await SockeyeProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("sockeye: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string endpoint = string.Create(CultureInfo.InvariantCulture, $"tcp://{other.LocalEndpoint}");

        ProcessResult result = await SockeyeProcess.RunAsync("serve", $"echo@{endpoint}");

        result.AssertExit(1);
        Assert.Equal($"sockeye: cannot listen on {endpoint}: address already in use\n", result.Error);
    }

    [Fact]
    public async Task A_port_that_needs_root_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        string[] words = [.. Unprivileged.Words, .. SockeyeProcess.CommandLine("serve", "hello@tcp://127.0.0.1:53")];

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        result.AssertExit(1);
        Assert.Equal(
            "sockeye: cannot listen on tcp://127.0.0.1:53: permission denied (ports below 1024 need root or CAP_NET_BIND_SERVICE)\n",
            result.Error);
    }

    [Theory]
    [InlineData("connect", "tcp://{0}"), InlineData("send", "tcp://{0}", "x"), InlineData("talk", "tcp://{0}")]
    [InlineData("get", "tcp://{0}/x"), InlineData("get", "tftp://{0}/x"), InlineData("ls", "tcp://{0}/")]
    public async Task A_refused_connection_is_3(params string[] arguments)
    {
        ProcessResult result = await SockeyeProcess.RunAsync(
            [.. arguments.Select(word => word.Replace("{0}", $"{Nobody.Address}", StringComparison.Ordinal))]);

        result.AssertExit(3);
        Assert.Matches(@"^sockeye: cannot [^\n]+connection refused[^\n]*\n$", result.Error);
    }

    [Theory]
    [InlineData("send", "tcp://{0}", "x", "--timeout", "200ms"), InlineData("get", "tcp://{0}/x", "--timeout", "200ms")]
    [InlineData("ls", "tcp://{0}/", "--timeout", "200ms"), InlineData("connect", "tcp://{0}", "--idle-timeout", "200ms")]
    public async Task A_silent_server_is_4(params string[] arguments)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using RunningProcess client = SockeyeProcess.Start(
            [.. arguments.Select(word => word.Replace("{0}", $"{silent.LocalEndpoint}", StringComparison.Ordinal))]);

        ProcessResult result = await client.ResultAsync();

        result.AssertExit(4);
        Assert.Matches(@"^sockeye: [^\n]+\n$", result.Error);
    }

    [Fact]
    public async Task A_server_that_closes_without_an_answer_is_3()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using RunningProcess client = SockeyeProcess.Start("stat", $"tcp://{listener.LocalEndpoint}/x");

        using (TcpClient served = await listener.AcceptTcpClientAsync().WaitAsync(SafetyNet.Time))
            await served.GetStream().ReadExactlyAsync(new byte["SUM x\n"u8.Length]);

        ProcessResult result = await client.ResultAsync();
        result.AssertExit(3);
        Assert.Contains("without an answer", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_datagram_server_is_4()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        ProcessResult result = await SockeyeProcess.RunAsync(
            "send", $"udp://{silent.Client.LocalEndPoint}", "x", "--timeout", "200ms");

        result.AssertExit(4);
    }

    [Fact]
    public async Task A_missing_local_file_is_1()
    {
        ProcessResult result = await SockeyeProcess.RunAsync("put", "/nowhere/file", "tcp://127.0.0.1:57/");

        Assert.Equal(
            (1, "sockeye: cannot read /nowhere/file: there is no such file\n"), (result.ExitCode, result.Error));
    }
}
