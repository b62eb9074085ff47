using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>atftpd in the foreground.</summary>
internal sealed class AtftpServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private AtftpServer(ServerProcess process, string port)
    {
        _process = process;
        Port = port;
    }

    public string Port { get; }

    public static async Task<AtftpServer> StartAsync(Bench bench, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: true);
        string[] options = ["--daemon", "--no-fork", "--port", port, "--bind-address", "127.0.0.1", "--verbose=3"];
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", Environment.UserName];
        var command = new CommandLine("atftpd", [.. options, .. user, "--logfile", "-", bench.Work.Root]);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: true, cancel));
        return new AtftpServer(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
