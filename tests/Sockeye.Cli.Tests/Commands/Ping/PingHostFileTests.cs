using System.Text;
using Sockeye.Cli.Commands.Ping;
using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Ping;

public sealed class PingHostFileTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one two"), InlineData("one\r\ntwo", "one two"), InlineData("\n\n one \n\n", "one")]
    [InlineData("# all\none # the first\n#two\n", "one"), InlineData("::1\n[::2]\nicmp://three\n", "::1 ::2 three")]
    public async Task Hosts_are_lines_and_comments_are_none(string text, string hosts) =>
        Assert.Equal(hosts.Split(' '), await ReadAsync(text));

    [Theory]
    [InlineData("one\n\na b\n", "hosts:3: the host 'a b' has a character"), InlineData("tcp://one:1\n", "hosts:1: tcp://one:1 is not a host")]
    [InlineData("a\nb\nc\nd\n", "hosts:4: more than 3 hosts"), InlineData("# nobody\n", "hosts names no host"), InlineData("", "hosts names no host")]
    [InlineData("one\n-c\n", "hosts:2: '-c' is no host"), InlineData("one:80\n", "hosts:1: 'one:80' has a port")]
    [InlineData("80\n", "hosts:1: '80' is no host"), InlineData("icmp://80\n", "hosts:1: 'icmp://80' is no host")]
    public async Task Bad_line_is_named_by_its_number(string text, string error)
    {
        UsageException wrong = await Assert.ThrowsAsync<UsageException>(() => ReadAsync(text));

        Assert.StartsWith(error, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_without_end_is_not_read_to_its_end()
    {
        using var endless = new EndlessStream();

        UsageException wrong = await Assert.ThrowsAsync<UsageException>(
            () => PingHostFile.ReadAsync("hosts", endless, 3, CancellationToken.None));

        Assert.StartsWith("hosts:1: the line is longer", wrong.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1, 100_000);
    }

    [Fact]
    public async Task Lines_may_come_byte_by_byte()
    {
        using var pieces = new MemoryStream("one\ntwo\n"u8.ToArray());
        using var slow = new SingleBytes(pieces);

        Assert.Equal(["one", "two"], await PingHostFile.ReadAsync("hosts", slow, 3, CancellationToken.None));
    }

    [Fact]
    public async Task File_that_is_not_there_is_a_failure()
    {
        using var directory = new TemporaryDirectory();
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Failed, await host.RunAsync("ping", "--file", directory.At("nothing")));

        Assert.StartsWith("sockeye: cannot read ", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_waits_for_a_fifo_and_a_directory_is_no_list()
    {
        using var directory = new TemporaryDirectory();
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [directory.At("fifo")]);
        await mkfifo.WaitForExitAsync();

        foreach (string path in new[] { directory.At("fifo"), directory.Path })
        {
            using var host = new FakeHost();

            Assert.Equal(ExitCode.Failed, await host.RunAsync("ping", "--file", path));

            Assert.Equal($"sockeye: cannot read {path}: it is not a regular file\n", host.Error);
        }
    }

    [Theory]
    [InlineData("--plot --quiet 127.0.0.1"), InlineData("--plot 127.0.0.1 ::1"), InlineData("--plot --sweep 127.0.0.0/30")]
    public async Task Curve_is_of_one_host(string words)
    {
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Usage, await host.RunAsync(["ping", .. words.Split(' ')]));
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await PingHostFile.ReadAsync("hosts", file, 3, CancellationToken.None);
    }

    private sealed class SingleBytes(Stream inner) : OnlyReading
    {
        public override int Read(Span<byte> buffer) => inner.Read(buffer[..1]);
    }

    private sealed class EndlessStream : OnlyReading
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'x');
            Given += buffer.Length;
            return buffer.Length;
        }
    }

    private abstract class OnlyReading : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
