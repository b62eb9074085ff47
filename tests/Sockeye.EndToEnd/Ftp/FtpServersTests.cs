using Microsoft.Win32.SafeHandles;
using Sockeye.EndToEnd.Processes;
using Sockeye.Files.Ftp;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>Our client with the servers of others.</summary>
public sealed class FtpServersTests
{
    [Theory]
    [InlineData(Peer.Vsftpd), InlineData(Peer.Proftpd), InlineData(Peer.PureFtpd)]
    public async Task It_stores_lists_fetches_and_changes(string program)
    {
        byte[] content = Payload.Of(3_000_000);
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(program);
        FtpClient client = await server.ClientAsync();
        using var local = new TemporaryDirectory();
        using SafeFileHandle file = File.OpenHandle(local.AddFile("f", content));

        await client.CreateDirectoryAsync("pub/d");
        await client.StoreAsync("pub/d/f", file, 0, content.Length);
        Payload.AssertEqual(content, File.ReadAllBytes(server.Served("d/f")));
        Assert.Equal(content.Length, (await client.StatAsync("pub/d/f"))!.Length);
        Assert.Null(await client.StatAsync("pub/no"));
        FtpEntry entry = Assert.Single((await client.ListAsync("pub/d")).Entries);
        Assert.Equal(("f", FtpEntryKind.File, (long?)content.Length), (entry.Name, entry.Kind, entry.Length));

        using SafeFileHandle back = File.OpenHandle(
            local.AddFile("g", content.AsSpan(0, 1_000_000)), FileMode.Open, FileAccess.ReadWrite);
        Assert.Equal(2_000_000, await client.RetrieveAsync("pub/d/f", back, 1_000_000, 2_000_000));
        back.Dispose();
        Payload.AssertEqual(content, File.ReadAllBytes(local.At("g")));

        await client.RenameAsync("pub/d/f", "pub/d/h");
        await Assert.ThrowsAsync<PeerProtocolException>(() => client.DeleteAsync("pub/d/f").AsTask());
        await client.DeleteAsync("pub/d/h");
        await client.RemoveDirectoryAsync("pub/d");
        await client.QuitAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.Served("")));
    }

    [Theory]
    [InlineData(Peer.Vsftpd), InlineData(Peer.Proftpd), InlineData(Peer.PureFtpd)]
    public async Task A_cancelled_download_leaves_the_session_usable(string program)
    {
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(program);
        File.WriteAllBytes(server.Served("big"), new byte[50_000_000]);
        FtpClient client = await server.ClientAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.RetrieveAsync(
            "pub/big", Stream.Null, 0, new CancelAtFirst(cancel), cancel.Token).AsTask());

        Assert.Equal(50_000_000, await client.RetrieveAsync("pub/big", Stream.Null, 0));
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<long>
    {
        public void Report(long value) => cancel.Cancel();
    }
}
