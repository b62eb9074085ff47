using Sockeye.Cli.Commands.Serve;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class UploadSweepTests : IDisposable
{
    private const string Stale = ".sockeye-upload-0123456789abcdef0123456789abcdef";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly FakeHost _host;

    public UploadSweepTests() => _host = new FakeHost { Time = _clock };

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_an_ended_process_left_is_removed_at_the_start_and_every_hour()
    {
        _directory.AddFile(Stale, "old"u8);
        using var root = new FileRoot(_directory.Path, time: _clock);
        await using UploadSweep? sweep = Start(root, Rights.All);
        await UntilAsync(() => _clock.HasTimer(UploadSweep.Interval));
        Assert.Empty(_directory.Names());
        _directory.AddFile(Stale, "of another process"u8);

        _clock.Advance(UploadSweep.Interval - TimeSpan.FromTicks(1));
        Assert.Single(_directory.Names());
        _clock.Advance(TimeSpan.FromTicks(1));

        await UntilAsync(() => _directory.Names().Length == 0);
    }

    [Fact]
    public void Who_only_reads_removes_nothing()
    {
        using var root = new FileRoot(_directory.Path, time: _clock);

        Assert.Null(Start(root, Rights.ReadOnly));
    }

    private UploadSweep? Start(FileRoot root, Rights rights) =>
        UploadSweep.Start(_host.CreateContext(), new SharedFolder(root, rights));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var net = new CancellationTokenSource(SafetyNet.Time);
        while (!isSo())
        {
            net.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
