using System.Text;
using Sockeye.Cli.Console.Streams;

namespace Sockeye.Cli.Tests.Console.Streams;

public sealed class QueuedStreamTests
{
    private readonly List<string> _told = [];
    private readonly StringBuilder _written = new();
    private long _lost;

    [Fact]
    public void Lines_are_written_whole_and_in_order()
    {
        string[] lines = [.. Enumerable.Range(0, 1000).Select(number => $"line {number}")];

        using (TextWriter text = new QueuedStream(Keep, _told.Add, CountLost).AsText())
            Array.ForEach(lines, text.WriteLine);

        Assert.Equal(lines, _written.ToString().Split('\n')[..^1]);
        Assert.Empty(_told);
    }

    [Fact]
    public void What_a_slow_reader_leaves_no_room_for_is_lost_and_counted()
    {
        using var isBusy = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using (var queue = new QueuedStream(
            lines =>
            {
                Keep(lines);
                isBusy.Set();
                goOn.Wait();
            },
            _told.Add, CountLost))
        {
            queue.Write("first\n"u8);
            isBusy.Wait(); // the rest waits in the queue
            byte[] mebibyte = [.. Enumerable.Repeat((byte)'x', 1024 * 1024 - 1), (byte)'\n'];
            queue.Write(mebibyte);
            queue.Write("lost\n"u8);
            queue.Write("lost too\n"u8);
            goOn.Set();
        }

        Assert.Equal(2, _written.ToString().Count(character => character == '\n'));
        Assert.Equal(["2 lines of the log were lost"], _told);
        Assert.Equal(2, _lost);
    }

    [Fact]
    public void Failure_is_told_once_and_what_was_lost_when_it_is_over()
    {
        using var taken = new SemaphoreSlim(0);
        bool fails = true;
        using (var queue = new QueuedStream(
            lines =>
            {
                bool isFailing = fails;
                taken.Release();
                if (isFailing)
                    throw new IOException("no space");
                Keep(lines);
            },
            _told.Add, CountLost))
        {
            for (int i = 0; i < 3; i++)
            {
                queue.Write("lost\n"u8);
                taken.Wait();
            }

            fails = false;
            queue.Write("kept\n"u8);
        }

        Assert.Equal("kept\n", _written.ToString());
        Assert.Equal(
            ["lines of the log are lost from now on: no space", "3 lines of the log were lost"], _told);
        Assert.Equal(3, _lost);
    }

    private void CountLost(long lines) => _lost += lines;

    private void Keep(ReadOnlySpan<byte> lines) => _written.Append(Encoding.UTF8.GetString(lines));
}
