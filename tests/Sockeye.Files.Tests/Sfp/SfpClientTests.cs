using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

public sealed class SfpClientTests
{
    [Fact]
    public async Task Facts_of_a_file_are_those_on_the_disk()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using StreamConnection connection = await server.ConnectAsync();
        var client = new SfpClient(connection);
        DateTimeOffset modified = File.GetLastWriteTimeUtc(server.At("notes.txt"));

        Assert.Equal(new SfpFile(5, modified, null), await client.StatAsync("notes.txt"));
        Assert.Equal(new SfpFile(5, modified, Sha256Sum.Of("notes"u8)), await client.SumAsync("notes.txt"));
        Assert.Equal(new SfpFile(5, modified, Sha256Sum.Of("ot"u8)), await client.SumAsync("notes.txt", 1, 2));
        Assert.Null(await client.SumAsync("notes.txt", 1, 5));
    }

    [Fact]
    public async Task Listing_has_the_entries()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using StreamConnection connection = await server.ConnectAsync();
        var client = new SfpClient(connection);

        Assert.Equal(["notes.txt", "sub"], Served(await client.ListAsync()));
        Assert.Equal(["notes.txt", "sub", "sub/inner.txt"], Served(await client.ListAsync(isRecursive: true)));
        SfpListing sub = await client.ListAsync("sub");
        Assert.Equal(
            [("sub/inner.txt", SfpEntryKind.File, 5L), ("sub/link-up", SfpEntryKind.Other, 0L)],
            sub.Entries.Select(entry => (entry.Name, entry.Kind, entry.Length)));
        Assert.Empty(sub.Missing);
    }

    [Fact]
    public async Task Refusal_says_why_and_the_connection_can_be_used_further()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using StreamConnection connection = await server.ConnectAsync();
        var client = new SfpClient(connection);

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(() => client.StatAsync("nowhere").AsTask());

        Assert.Equal(ProtocolError.Refused, refused.Error);
        Assert.Equal("the server refused: not-found there is no such file", refused.Message);
        Assert.Equal(5, (await client.StatAsync("notes.txt")).Length);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(4096), InlineData(9 * 1024 * 1024 + 1)]
    public async Task Put_and_get_bring_the_same_bytes_and_tell_the_progress(int length)
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await using StreamConnection connection = await server.ConnectAsync();
        var client = new SfpClient(connection);
        using var directory = new TemporaryDirectory();
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        using SafeFileHandle file = File.OpenHandle(directory.AddFile("content", content));
        var progress = new LastProgress();

        SfpFile published = await client.PutAsync("new", file, progress);
        using var output = new MemoryStream();
        (SfpFile told, Sha256Sum arrived) = await client.GetAsync("new", output, progress: null);

        Assert.Equal(length, progress.Value.Bytes);
        Assert.Equal((length, Sha256Sum.Of(content)), (published.Length, published.Sum));
        Assert.Equal((length, Sha256Sum.Of(content)), (told.Length, arrived));
        Assert.Equal(content, output.ToArray());
    }

    [Fact]
    public async Task Put_that_is_refused_says_why()
    {
        await using FilesServer server = await FilesServer.StartAsync(accounts: Accounts.Anyone(Rights.ReadOnly));
        await using StreamConnection connection = await server.ConnectAsync();
        using var directory = new TemporaryDirectory();
        using SafeFileHandle file = File.OpenHandle(directory.AddFile("content", "content"u8));

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(
            () => new SfpClient(connection).PutAsync("new", file).AsTask());

        Assert.Contains("not-allowed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_that_fails_in_mid_transfer_says_why()
    {
        await using FakeServer server = await FakeServer.StartAsync("READY\nERR full there is no room left\n");
        await using StreamConnection connection = await server.ConnectAsync();
        using var directory = new TemporaryDirectory();
        const int Length = 9 * 1024 * 1024; // more than the network holds: it cannot all be sent
        using SafeFileHandle file = File.OpenHandle(directory.AddFile("content", new byte[Length]));

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(
            () => new SfpClient(connection).PutAsync("new", file).AsTask());

        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_that_is_refused_before_a_byte_has_left_does_not_end_in_good_order()
    {
        await using var connection = new StuckConnection("READY\nERR full there is no room left\n");
        using var directory = new TemporaryDirectory();
        using SafeFileHandle file = File.OpenHandle(directory.AddFile("content", "content"u8));

        await Assert.ThrowsAsync<PeerProtocolException>(() => new SfpClient(connection).PutAsync("new", file).AsTask());

        Assert.Equal(EndReason.Cancelled, connection.EndReason); // or disposing it would wait to send the rest
    }

    [Fact]
    public async Task Answer_of_another_protocol_is_told()
    {
        await using FakeServer server = await FakeServer.StartAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        await using StreamConnection connection = await server.ConnectAsync();

        var broken = await Assert.ThrowsAsync<PeerProtocolException>(
            () => new SfpClient(connection).StatAsync("x").AsTask());

        Assert.Equal(ProtocolError.Malformed, broken.Error);
    }

    [Fact]
    public async Task Listing_that_ends_before_its_end_is_not_taken()
    {
        await using FakeServer server = await FakeServer.StartAsync(
            closesAfterText: true, "LINES 2026-01-02T03:04:05.0000000Z\ndir - 2026-01-02T03:04:05.0000000Z a\n");
        await using StreamConnection connection = await server.ConnectAsync();

        await Assert.ThrowsAsync<EndOfStreamException>(() => new SfpClient(connection).ListAsync().AsTask());
    }

    private static IEnumerable<string> Served(SfpListing listing) =>
        listing.Entries.Where(entry => entry.Kind != SfpEntryKind.Other).Select(entry => entry.Name);
}
