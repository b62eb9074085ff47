using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Chat;

/// <summary>A server of IRC of others, in the foreground, on a port of its own.</summary>
internal sealed class IrcServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private RunningProcess? _process;

    public int Port { get; } = FreePort.Tcp();

    /// <summary>The URL of a room on it.</summary>
    public string Url(string room) => string.Create(CultureInfo.InvariantCulture, $"irc://127.0.0.1:{Port}/{room}");

    /// <summary>Starts one.</summary>
    /// <param name="program">ngircd or inspircd.</param>
    public static async Task<IrcServer> StartAsync(string program)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the servers begin as root");
        string path = Peer.Find(program);
        var server = new IrcServer();
        string file = server._folder.At("irc.conf");
        await File.WriteAllTextAsync(file, program == Peer.Ngircd ? server.Ngircd() : server.Inspircd());
        string[] words = program == Peer.Ngircd ? ["-n", "-f", file] : ["--nofork", "--runasroot", $"--config={file}"];
        server._process = RunningProcess.Start(path, words);
        await Listening.UntilAsync(server._process, server.Port);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private string Ngircd() => $"""
        [Global]
        Name = irc.test
        Info = test
        Listen = 127.0.0.1
        Ports = {Port.ToString(CultureInfo.InvariantCulture)}
        ServerUID = root
        ServerGID = root
        PidFile = {_folder.At("pid")}
        MotdPhrase = hello
        [Options]
        PAM = no
        Ident = no
        DNS = no
        [Limits]
        MaxConnectionsIP = 0
        MaxNickLength = 20
        """;

    private string Inspircd()
    {
        string[] modules =
        [
            "cap", "ircv3", "ircv3_servertime", "ircv3_echomessage", "ircv3_msgid", "ircv3_accounttag", "ircv3_batch",
            "ircv3_ctctags",
        ];
        string folder = _folder.At("");
        return $"""
            <server name="irc.test" description="test" network="test" id="001">
            <admin name="a" nick="a" email="a@test">
            <bind address="127.0.0.1" port="{Port.ToString(CultureInfo.InvariantCulture)}" type="clients">
            <connect name="all" allow="*" timeout="60" pingfreq="120" recvq="8K" softsendq="8K" hardsendq="1M"
                threshold="10" fakelag="on" localmax="50" globalmax="50" useident="no" resolvehostnames="no">
            <path configdir="{folder}" datadir="{folder}" logdir="{folder}" runtimedir="{folder}">
            <pid file="{_folder.At("pid")}">
            <log method="file" type="*" level="default" target="{_folder.At("log")}">
            """ + "\n" + string.Join('\n', modules.Select(static name => $"<module name=\"{name}\">")) + "\n";
    }
}
