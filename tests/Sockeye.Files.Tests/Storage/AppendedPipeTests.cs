using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>A log that is a FIFO (fifo(7)): whoever should read it may be late, asleep or gone.</summary>
public sealed class AppendedPipeTests : IDisposable
{
    private static readonly byte[] MoreThanItHolds = new byte[256 * 1024]; // pipe(7): 64 KiB

    private readonly TemporaryDirectory _folder = new();

    public AppendedPipeTests() => Command.Run("mkfifo", Log);

    private string Log => _folder.At("log");

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Reader_may_come_later()
    {
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);
            file.Write("early\n"u8);
            using var reader = new StreamReader(Log);

            Assert.Equal("early", reader.ReadLine());
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Reader_that_does_not_read_is_not_waited_for_longer_than_a_moment()
    {
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);

            var failure = Assert.Throws<LocalFileException>(() => file.Write(MoreThanItHolds));

            Assert.Equal($"cannot write {Log}: nobody reads it", failure.Message);
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Short_line_that_fits_behind_the_last_bytes_does_not_look_as_if_it_was_read()
    {
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);
            for (int page = 0; page < 16; page++) // as many as it holds, each with room left
                file.Write(new byte[3000]);

            Assert.Throws<LocalFileException>(() => file.Write("short\n"u8));
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Reader_that_is_only_slow_gets_all_of_it()
    {
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);
            using FileStream reader = File.OpenRead(Log);
            Task reading = Task.Run(() => reader.ReadExactly(new byte[MoreThanItHolds.Length]));

            file.Write(MoreThanItHolds);

            Assert.True(reading.Wait(SafetyNet.Milliseconds));
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Reader_may_leave_and_another_come()
    {
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);
            File.OpenRead(Log).Dispose();
            file.Write("for the next\n"u8);
            file.Reopen();
            using var reader = new StreamReader(Log);
            file.Write("after\n"u8);

            Assert.Equal(("for the next", "after"), (reader.ReadLine(), reader.ReadLine()));
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_was_replaced_by_one_does_not_wait()
    {
        File.Delete(Log);
        await Task.Run(() =>
        {
            using var file = new LogFile(Log);
            file.Write("file\n"u8);
            File.Delete(Log);
            Command.Run("mkfifo", Log);

            file.Write("pipe\n"u8);
            using var reader = new StreamReader(Log);

            Assert.Equal("pipe", reader.ReadLine());
        });
    }
}
