using Sockeye.Files.Ftp;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Ftp;

public sealed class FtpClientTests
{
    [Fact]
    public async Task It_lists_and_tells_facts()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpClient client = await server.ClientAsync();

        Assert.Equal(["d", "f"], (await client.ListAsync()).Entries.Select(entry => entry.Name));
        Assert.Equal(4, (await client.StatAsync("f"))!.Length);
        Assert.Equal(FtpEntryKind.Directory, (await client.StatAsync("d"))!.Kind);
        Assert.Null(await client.StatAsync("no"));
    }

    [Fact]
    public async Task It_fetches_a_file_in_two_parts()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpClient client = await server.ClientAsync();
        using var local = new TemporaryDirectory();
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(
            local.AddFile("f", "a\n"u8), FileMode.Open, FileAccess.ReadWrite);

        Assert.Equal(2, await client.RetrieveAsync("f", file, offset: 2, maxBytes: 2));

        byte[] content = new byte[5];
        Assert.Equal(4, RandomAccess.Read(file, content, 0));
        Assert.Equal("a\nb\n"u8.ToArray(), content[..4]);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_expected_is_refused_and_the_session_goes_on()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpClient client = await server.ClientAsync();
        using var local = new TemporaryDirectory();
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(
            local.AddFile("f", ""u8), FileMode.Open, FileAccess.ReadWrite);

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(
            () => client.RetrieveAsync("f", file, 0, 3).AsTask());

        Assert.Equal(ProtocolError.FrameTooLong, refused.Error);
        Assert.Equal(4, (await client.StatAsync("f"))!.Length);
    }

    [Fact]
    public async Task It_stores_goes_on_and_compares_sums()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpClient client = await server.ClientAsync();
        using var local = new TemporaryDirectory();
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(local.AddFile("f", "half and half"u8));

        await (await server.LogInAsync()).CutAsync("STOR f", "half");
        long there = (await client.StatAsync("f"))!.Length!.Value;
        await client.StoreAsync("f", file, there, 13 - there);

        Assert.Equal("half and half", server.TextOf("f"));
        Assert.Equal(Sha256Sum.Of("half and half"u8), await client.SumAsync("f"));
        Assert.Equal(Sha256Sum.Of("half"u8), await client.SumAsync("f", length: 4));
    }

    [Fact]
    public async Task It_makes_moves_and_removes()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpClient client = await server.ClientAsync();

        await client.CreateDirectoryAsync("n");
        await client.RenameAsync("f", "n/g");
        await client.SetModifiedAsync("n/g", new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Assert.Equal(2020, File.GetLastWriteTimeUtc(server.Directory.At("n/g")).Year);
        await client.DeleteAsync("n/g");
        await client.RemoveDirectoryAsync("n");
        await client.StoreAsync("s", new MemoryStream([1, 2, 3]));
        await client.QuitAsync();

        Assert.Equal(["d", "d/x", "s"], server.Directory.Names());
    }

    [Fact]
    public async Task A_refusal_has_the_text_of_the_server_and_the_session_goes_on()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpClient client = await server.ClientAsync();

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(() => client.DeleteAsync("no").AsTask());
        await Assert.ThrowsAsync<PeerProtocolException>(() => client.RetrieveAsync("no", Stream.Null, 0).AsTask());

        Assert.Equal(ProtocolError.Refused, refused.Error);
        Assert.Contains("550", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await client.ListAsync()).Entries.Count);
    }

    [Fact]
    public async Task A_cancelled_transfer_leaves_the_session_usable()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        server.Directory.AddFile("big", new byte[1024 * 1024]); // more than the network holds
        FtpClient client = await server.ClientAsync();
        using var cancel = new CancellationTokenSource();
        var first = new CancelAtFirst(cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.RetrieveAsync("big", Stream.Null, 0, first, cancel.Token).AsTask());

        Assert.Equal(1024 * 1024, (await client.StatAsync("big"))!.Length);
        Assert.Equal(1024 * 1024, await client.RetrieveAsync("big", Stream.Null, 0));
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<long>
    {
        public void Report(long value) => cancel.Cancel();
    }
}
