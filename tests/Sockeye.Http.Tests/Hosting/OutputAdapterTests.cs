using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Sockeye.Http.Hosting;
using Sockeye.LocalFiles;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Http.Tests.Hosting;

/// <summary>Kestrel takes a flush that throws for one that has sent everything, so it is told otherwise.</summary>
public sealed class OutputAdapterTests : IDisposable
{
    private const int Bytes = 200_000; // more than the network holds

    private readonly TemporaryDirectory _folder = new();
    private bool _isBroken;

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task What_is_given_up_was_not_sent(bool isFile)
    {
        var network = new MemoryNetwork(new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("site", 1));
        await using StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(default))!;
        using SafeFileHandle file = File.OpenHandle(_folder.AddFile("large", new byte[Bytes]));
        var output = new OutputAdapter(server, () => _isBroken = true);
        if (isFile)
            output.BeginFile(file, 0);
        output.GetMemory(Bytes);
        output.Advance(Bytes);
        using var gone = new CancellationTokenSource();

        Task<FlushResult> flushing = output.FlushAsync(gone.Token).AsTask();
        gone.Cancel();

        Assert.True((await flushing).IsCompleted);
        Assert.True(_isBroken);
    }

    [Fact]
    public async Task File_of_ours_that_cannot_be_read_is_no_lost_peer()
    {
        var network = new MemoryNetwork(new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("site", 1));
        await using StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(default))!;
        string path = _folder.AddFile("large", new byte[10]);
        using SafeFileHandle writeOnly = File.OpenHandle(path, access: FileAccess.Write);
        var output = new OutputAdapter(server, () => _isBroken = true);
        output.BeginFile(writeOnly, 0);
        output.GetMemory(10);
        output.Advance(10);

        Assert.True((await output.FlushAsync()).IsCompleted);

        Assert.IsType<LocalFileException>(output.Failure);
        Assert.False(_isBroken);
    }

    public void Dispose() => _folder.Dispose();
}
