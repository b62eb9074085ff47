using System.IO.Pipes;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FreshFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Own => _directory.At("own");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void File_that_is_made_again_is_empty_and_private()
    {
        Command.Run("chmod", "644", _directory.AddFile("own", "before"u8));

        using (var file = new FreshFile(Own))
        {
            file.Write("one "u8);
            file.Write("two"u8);
        }

        Assert.Equal("one two", File.ReadAllText(Own));
        Assert.Equal("600", Command.Run("stat", "-c", "%a", Own));
    }

    [Fact]
    public void Device_is_written_to_and_stays_what_it_is()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may make one");
        Command.Run("mknod", "--mode=666", Own, "c", "1", "3"); // as /dev/null

        using (var file = new FreshFile(Own))
            file.Write("trace"u8);

        Assert.Equal("666", Command.Run("stat", "-c", "%a", Own));
    }

    [Fact]
    public void Full_disk_is_an_error_with_the_path()
    {
        using var file = new FreshFile("/dev/full");

        var failure = Assert.Throws<LocalFileException>(() => file.Write("trace"u8));

        Assert.Equal("cannot write /dev/full: No space left on device", failure.Message);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fifo_that_nobody_reads_fails_when_it_is_written_and_does_not_wait()
    {
        Command.Run("mkfifo", Own);
        await Task.Run(() =>
        {
            using var file = new FreshFile(Own);

            var failure = Assert.Throws<LocalFileException>(() => file.Write("trace"u8));

            Assert.Equal($"cannot open {Own}: nobody reads it", failure.Message);
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Reader_of_a_fifo_gets_it()
    {
        Command.Run("mkfifo", Own);
        await Task.Run(() =>
        {
            using var file = new FreshFile(Own);
            Task<string> reading = Task.Run(() => File.ReadAllText(Own));
            while (!TryWrite(file))
                Thread.Yield(); // the reader is on its way
            file.Dispose();

            Assert.Equal("trace", reading.GetAwaiter().GetResult());
        });
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Pipe_that_is_open_already_gets_all_of_it_whatever_it_holds()
    {
        byte[] moreThanItHolds = new byte[256 * 1024]; // pipe(7): 64 KiB
        await Task.Run(() =>
        {
            using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
            using var file = new FreshFile($"/proc/self/fd/{pipe.GetClientHandleAsString()}");
            Task reading = Task.Run(() => pipe.ReadExactly(new byte[moreThanItHolds.Length]));

            file.Write(moreThanItHolds);

            Assert.True(reading.Wait(SafetyNet.Milliseconds));
        });
    }

    private static bool TryWrite(FreshFile file)
    {
        try
        {
            file.Write("trace"u8);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
