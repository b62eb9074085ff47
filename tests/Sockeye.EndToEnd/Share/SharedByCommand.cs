using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Share;

/// <summary><c>sockeye share</c> over a folder of the test, once it has said how to reach it.</summary>
internal sealed class SharedByCommand : IAsyncDisposable
{
    private SharedByCommand(TemporaryDirectory folder, RunningProcess process) => (Folder, Process) = (folder, process);

    public TemporaryDirectory Folder { get; }

    public RunningProcess Process { get; }

    /// <summary>Starts it; the folder has <c>data.bin</c> with this content.</summary>
    public static async Task<SharedByCommand> StartAsync(byte[] content, params string[] options)
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddDirectory("client");
        folder.AddFile("root/data.bin", content);
        ProcessStartInfo start = SockeyeProcess.StartInfo(["share", folder.At("root"), .. options]);
        start.Environment["XDG_CONFIG_HOME"] = folder.AddDirectory("home");
        var shared = new SharedByCommand(folder, RunningProcess.Start(start));
        await shared.Process.OutputAsync(@"tftp://\S+\n"); // the last
        return shared;
    }

    /// <summary>The URL of a file, or of the folder.</summary>
    public Uri Url(string scheme, string name)
    {
        string url = Process.Output.Text.Split('\n').Single(line => line.StartsWith(scheme + "://", StringComparison.Ordinal));
        return new Uri(url + name);
    }

    public string Local(string name) => Folder.At($"client/{name}");

    public byte[] Served(string name) => File.ReadAllBytes(Folder.At($"root/{name}"));

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Folder.Dispose();
    }
}
