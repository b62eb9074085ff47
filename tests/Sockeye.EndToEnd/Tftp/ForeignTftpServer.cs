using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Tftp;

/// <summary><c>atftpd</c> or <c>in.tftpd</c> in the foreground, over a folder of the test.</summary>
internal sealed class ForeignTftpServer : IAsyncDisposable
{
    private readonly RunningProcess _process;
    private readonly int _port;

    private ForeignTftpServer(TemporaryDirectory folder, RunningProcess process, int port) =>
        (Folder, _process, _port) = (folder, process, port);

    public TemporaryDirectory Folder { get; }

    public string Url(string name) => string.Create(CultureInfo.InvariantCulture, $"tftp://127.0.0.1:{_port}/{name}");

    public static async Task<ForeignTftpServer> StartAsync(string program)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "both servers begin as root");
        string path = Peer.Find(program);
        await AssertIsAsync(program, path);
        var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        int port = FreePort.Udp();
        string number = port.ToString(CultureInfo.InvariantCulture);
        string[] words = program == Peer.Atftpd
            ? ["--daemon", "--no-fork", "--user", "root.root", "--port", number, "--bind-address", "127.0.0.1", "--logfile", "-", root]
            : ["--foreground", "--address", $"127.0.0.1:{number}", "--user", "root", "--create", "--secure", root];
        RunningProcess process = RunningProcess.Start(path, words);
        await UntilBoundAsync(process, port);
        return new ForeignTftpServer(folder, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Folder.Dispose();
    }

    // Debian's atftpd calls itself in.tftpd as well.
    private static async Task AssertIsAsync(string program, string path)
    {
        ProcessResult version = await RunningProcess.RunAsync(path, "-V");
        if (program == Peer.InTftpd && !version.Output.Contains("tftp-hpa", StringComparison.Ordinal))
            throw Peer.Missing($"{path} is not that of tftp-hpa");
    }

    // Neither says when it is ready; the kernel does (proc(5), /proc/net/udp: addresses in hexadecimal).
    private static async Task UntilBoundAsync(RunningProcess process, int port)
    {
        string entry = string.Create(CultureInfo.InvariantCulture, $":{port:X4} ");
        while (!(await File.ReadAllTextAsync("/proc/net/udp")).Contains(entry, StringComparison.Ordinal))
            Assert.False(await process.ExitsWithinAsync(TimeSpan.FromMilliseconds(10)), process.Describe());
    }
}
