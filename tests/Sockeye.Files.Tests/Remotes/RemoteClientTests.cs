using Sockeye.Files.Remotes;
using Sockeye.Files.Sync;
using Sockeye.Files.Tests.Ftp;
using Sockeye.Files.Tests.Sfp;
using Sockeye.Protocols;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Remotes;

/// <summary>The front door: URLs in, files out.</summary>
public sealed class RemoteClientTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_comes_and_goes_over_one_connection()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);

        await using (var client = new RemoteClient(context: new RemoteContext { Streams = tap, Time = _clock }))
        {
            await client.FetchAsync("tcp://server:55/notes.txt", _directory.At("mine"));
            await client.StoreAsync(_directory.At("mine"), "tcp://server:55/");
            Assert.Equal(5, (await client.StatAsync("tcp://server:55/mine")).Length);
        }

        Assert.Equal("notes", await File.ReadAllTextAsync(server.At("mine")));
        Assert.Equal(["GET", "RESUME", "notesSTAT", "BYE"], tap.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_logs_in_is_in_the_url()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        var context = new RemoteContext { Streams = tap, Time = server.Clock };

        await using (var client = new RemoteClient(context: context))
            await Assert.ThrowsAsync<PeerProtocolException>( // it has no accounts
                () => client.FetchAsync("ftp://alice:p%40ss:word@server/f", _directory.At("f")));

        Assert.Equal(["USER alice", "PASS p@ss:word"], tap.Lines);
    }

    [Theory]
    [InlineData("gopher://host/f", "is not a URL of a file"), InlineData("ftp://bob@host/f", "there is no password for bob")]
    public async Task What_cannot_be_meant_is_told_at_once(string url, string why)
    {
        await using var client = new RemoteClient();

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => client.StatAsync(url));

        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fpt://alice:secret@host/f"), InlineData("ftp:alice:secret@host"), InlineData("ftp://alice:secret@/f")]
    [InlineData("ftp://alice:secret/secret@host/f"), InlineData("ftp://al ice:secret@host/f")]
    [InlineData("ftp://alice:secret@host:99999/f"), InlineData("ftp://alice:secret@host/../f")]
    [InlineData("alice:secret@host/f"), InlineData("unix:alice:secret@host/f")]
    public async Task Password_of_a_URL_that_cannot_be_read_is_in_no_message(string url)
    {
        await using var client = new RemoteClient();

        Exception? wrong = await Record.ExceptionAsync(() => client.StatAsync(url));

        Assert.DoesNotContain("secret", $"{wrong}", StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("ftp://server/", "USER anonymous"), InlineData("ftp://bob@server/", "USER bob")]
    public async Task Login_of_the_options_is_for_URLs_with_that_user_alone(string url, string first)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        var tap = new TappedTransport(server.Network, server.Clock);
        var context = new RemoteContext { Streams = tap, Time = server.Clock };
        var options = new RemoteOptions { Login = new RemoteLogin("bob", "secret") };

        await using (var client = new RemoteClient(options, context))
            await Record.ExceptionAsync(() => client.ListAsync(url)); // the server has no accounts

        Assert.Equal(first, tap.Lines[0]);
        Assert.Equal(first == "USER bob", tap.Lines.Contains("PASS secret"));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("tcp://server:55/"), InlineData("tcp://server:55"), InlineData("tcp://server:55/dir/")]
    public async Task File_goes_into_no_directory_under_a_name_that_no_server_can_be_told(string url)
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);
        await using var client = new RemoteClient(context: new RemoteContext { Streams = tap, Time = _clock });
        string path = _directory.AddFile("two\r\nlines", "content"u8);

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => client.StoreAsync(path, url));

        Assert.Contains("control characters", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(0, tap.Connections);
        await client.StoreAsync(path, "tcp://server:55/mine"); // under a name of its own it can
        Assert.Equal("content", await File.ReadAllTextAsync(server.At("mine")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("50%"), InlineData("who?"), InlineData(" %41 ")]
    public async Task File_goes_into_a_directory_under_its_own_name(string name)
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var context = new RemoteContext { Streams = server.Network, Time = _clock };
        await using var client = new RemoteClient(context: context);

        await client.StoreAsync(_directory.AddFile(name, "content"u8), "tcp://server:55/");

        Assert.Equal("content", await File.ReadAllTextAsync(server.At(name)));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Directory_is_made_like_another_and_then_is_alike()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        _directory.AddDirectory("from");
        _directory.AddDirectory("from/d");
        _directory.AddFile("from/d/f", "content"u8);
        var context = new RemoteContext { Streams = server.Network, Time = server.Clock };
        await using var client = new RemoteClient(context: context);

        SyncSummary first = await client.SyncAsync(_directory.At("from"), "ftp://server/to");
        SyncSummary second = await client.SyncAsync(_directory.At("from"), "ftp://server/to");
        SyncSummary back = await client.SyncAsync("ftp://server/to", _directory.At("back"));

        Assert.Equal((1, 7, 1, 0), (first.Copied, first.Bytes, first.Made, first.Failures));
        Assert.Equal((0, 1, 1), (second.Copied, second.Equal, second.Kept));
        Assert.Equal((1, 1), (back.Copied, back.Made));
        Assert.Equal("content", await File.ReadAllTextAsync(_directory.At("back/d/f")));
    }

    [Fact]
    public async Task One_of_the_two_that_are_synced_is_a_url()
    {
        await using var client = new RemoteClient();

        Task neither = client.SyncAsync("here", "there"); // the failure is the task's
        Task both = client.SyncAsync("tcp://one/", "tcp://two/");

        await Assert.ThrowsAsync<ArgumentException>(() => neither);
        await Assert.ThrowsAsync<ArgumentException>(() => both);
    }

    [Fact]
    public async Task Nothing_is_done_after_it_was_disposed()
    {
        var client = new RemoteClient();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.StatAsync("tcp://server/f"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SyncAsync(_directory.Path, "tcp://server/"));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Nothing_is_removed_because_the_source_is_empty()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var context = new RemoteContext { Streams = server.Network, Time = _clock };
        await using var client = new RemoteClient(context: context);
        string empty = _directory.AddDirectory("empty");

        await Assert.ThrowsAsync<SyncRefusedException>(
            () => client.SyncAsync(empty, "tcp://server:55/", new SyncOptions { Deletes = true }));

        Assert.True(File.Exists(server.At("notes.txt")));
    }
}
