using System.Text;
using Sockeye.Files.Ftp;
using Sockeye.Files.Remotes;
using Sockeye.Files.Tests.Ftp;
using Sockeye.Protocols;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Remotes;

/// <summary>What goes over the wire of FTP, command by command.</summary>
public sealed class FtpRemoteTests : IDisposable
{
    private static readonly string[] Login = ["USER anonymous", "PASS sockeye@", "FEAT", "OPTS UTF8 ON", "TYPE I"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fetch_asks_for_each_fact_once_and_says_goodbye()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);

        RemoteTransfer got;
        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            got = await files.FetchAsync("f", _directory.At("f"));

        Assert.Equal((4, 0, true), (got.Bytes, got.ResumedFrom, got.IsVerified));
        Assert.Equal([.. Login, "MLST f", "EPSV", "RETR f", "OPTS HASH SHA-256", "HASH f", "QUIT"], tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Resumed_fetch_asks_for_each_fact_once_and_again_at_the_end()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        _directory.AddFile("f.part", "a\n"u8);

        RemoteTransfer got;
        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            got = await files.FetchAsync("f", _directory.At("f"));

        Assert.Equal((4, 2, true), (got.Bytes, got.ResumedFrom, got.IsVerified));
        Assert.Equal(
            [
                .. Login, "MLST f", "OPTS HASH SHA-256", "RANG 0 1", "HASH f", "EPSV", "REST 2", "RETR f", "MLST f",
                "HASH f", "QUIT",
            ],
            tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fetch_into_a_stream_asks_for_each_fact_once()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        using var output = new MemoryStream();

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            Assert.True((await files.FetchAsync("f", output)).IsVerified);

        Assert.Equal([.. Login, "MLST f", "EPSV", "RETR f", "OPTS HASH SHA-256", "HASH f", "QUIT"], tap.Lines);
        Assert.Equal("a\nb\n"u8.ToArray(), output.ToArray());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Store_asks_for_each_fact_once()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);

        RemoteTransfer stored;
        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            stored = await files.StoreAsync(_directory.AddFile("new", "new"u8), "new");

        Assert.Equal(new RemoteTransfer(3, 0, Sha256Sum.Of("new"u8), IsVerified: true), stored);
        Assert.Equal(
            [.. Login, "MLST new", "ALLO 3", "EPSV", "STOR new", "OPTS HASH SHA-256", "HASH new", "QUIT"], tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Refusal_is_no_reason_not_to_say_goodbye()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            await Assert.ThrowsAsync<PeerProtocolException>(() => files.DeleteAsync("no"));

        Assert.Equal([.. Login, "DELE no", "QUIT"], tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Nothing_is_said_over_a_connection_that_broke()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            await Record.ExceptionAsync(() => files.FetchAsync("f", new BreakingStream(tap)));

        Assert.Contains("RETR f", tap.Lines);
        Assert.DoesNotContain("QUIT", tap.Lines); // perhaps over a second connection, which asked for the sum
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_does_not_answer_the_goodbye_is_not_waited_for_long()
    {
        var clock = new ManualClock();
        var network = new MemoryNetwork(clock);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 21));
        Task serving = AnswerAllButQuitAsync(listener);
        var tap = new TappedTransport(network, clock) { Awaited = "QUIT" };
        RemoteFiles files = FilesOf(tap, clock);
        await files.CreateDirectoryAsync("d");

        Task disposing = files.DisposeAsync().AsTask();
        await tap.HasSaid;
        clock.Advance(Farewell.Limit);

        await disposing;
        await serving;
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task File_replaced_after_its_beginning_was_compared_is_fetched_anew(bool verifies)
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock)
        {
            OnSending = text => text.StartsWith("RETR", StringComparison.Ordinal) ? Replacing(text) : text,
        };
        _directory.AddFile("f.part", "a\n"u8);

        await using (RemoteFiles files = FilesOf(tap, server.Clock, verifies))
            Assert.Equal(0, (await files.FetchAsync("f", _directory.At("f"))).ResumedFrom);

        Assert.Equal("A\nB\n", await File.ReadAllTextAsync(_directory.At("f")));

        string Replacing(string text)
        {
            File.WriteAllText(server.Directory.At("f"), "A\nB\n"); // as long as the other
            File.SetLastWriteTimeUtc(server.Directory.At("f"), DateTime.UnixEpoch);
            return text;
        }
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Part_longer_than_the_file_is_begun_anew_and_not_asked_for()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        _directory.AddFile("f.part", "a\nb\nc\n"u8);

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            Assert.True((await files.FetchAsync("f", _directory.At("f"))).IsVerified);

        Assert.Equal("a\nb\n", await File.ReadAllTextAsync(_directory.At("f")));
        Assert.DoesNotContain(tap.Lines, line => line.StartsWith("RANG", StringComparison.Ordinal));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_does_not_sum_a_beginning_is_asked_for_all()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock)
        {
            OnSending = text => text.Replace("RANG 0 1", "RANG 7 8", StringComparison.Ordinal), // HASH is refused then
        };
        _directory.AddFile("f.part", "a\n"u8);

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
            Assert.Equal(0, (await files.FetchAsync("f", _directory.At("f"))).ResumedFrom);

        Assert.Equal("a\nb\n", await File.ReadAllTextAsync(_directory.At("f")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Session_that_the_server_ended_between_two_operations_is_begun_again()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        using var output = new MemoryStream();

        await using (RemoteFiles files = FilesOf(tap, server.Clock))
        {
            await files.StatAsync("f");
            TimeSpan limit = new FtpOptions().IdleTimeout;
            await VirtualTime.UntilAsync(() => server.Clock.HasTimer(limit));
            server.Clock.Advance(limit);
            await server.NextEndAsync();
            await files.FetchAsync("f", output);
        }

        Assert.Equal("a\nb\n"u8.ToArray(), output.ToArray());
        Assert.Equal([.. Login, "MLST f", "EPSV", "RETR f", "OPTS HASH SHA-256", "HASH f", "QUIT"], tap.LinesOf(1));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Session_that_ends_in_an_operation_is_not_begun_again_by_itself()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock)
        {
            OnSending = text => text.StartsWith("EPSV", StringComparison.Ordinal) ? throw new IOException("cut") : text,
        };
        await using RemoteFiles files = FilesOf(tap, server.Clock);
        await files.StatAsync("f");

        await Assert.ThrowsAsync<IOException>(() => files.FetchAsync("f", new MemoryStream()));

        Assert.Equal(1, tap.Connections);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Length_of_what_was_stored_is_in_the_facts_where_there_is_no_other_word_for_it()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        var tap = new TappedTransport(server.Network, server.Clock)
        {
            Hidden = ["HASH", "XSHA256"],
            OnSending = text => text.StartsWith("SIZE", StringComparison.Ordinal) ? Cutting(text) : text,
        };

        await using RemoteFiles files = FilesOf(tap, server.Clock);
        var wrong = await Assert.ThrowsAsync<PeerProtocolException>(
            () => files.StoreAsync(_directory.AddFile("new", "new"u8), "new"));

        Assert.Equal(ProtocolError.Corrupted, wrong.Error);

        string Cutting(string text)
        {
            File.WriteAllText(server.Directory.At("new"), "ne");
            return text.Replace("SIZE", "SAIZ", StringComparison.Ordinal); // which the server does not know
        }
    }

    /// <summary>Breaks the control connection when the first bytes have come.</summary>
    private sealed class BreakingStream(TappedTransport tap) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            tap.Break();
            return ValueTask.CompletedTask;
        }
    }

    private static RemoteFiles FilesOf(IStreamTransport transport, TimeProvider time, bool verifies = true) =>
        new RemoteServer(
            new RemoteContext { Streams = transport, Time = time }, RemoteUrl.Parse("ftp://server/", out _)!,
            new RemoteOptions { Retries = 0, Verifies = verifies }).Open();

    private static async Task AnswerAllButQuitAsync(IStreamListener listener)
    {
        await using StreamConnection peer = (await listener.AcceptAsync(CancellationToken.None))!;
        await peer.SendAsync("220 hello\r\n");
        using var lines = new StreamReader(peer.Input.AsStream(), Encoding.UTF8);
        try
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                if (line != "QUIT")
                    await peer.SendAsync("230 fine\r\n");
            }
        }
        catch (IOException)
        {
            // the client has given up waiting
        }
    }
}
