using Sockeye.Files.Ftp;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>What a listing tells of what it lacks.</summary>
public sealed class FtpListingTests
{
    [Fact]
    public async Task Mlsd_tells_links_and_how_much_it_lacks()
    {
        await using FtpFixture server = await StartAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync("OPTS MLST type;");

        Assert.Equal(
            "type=file; f\r\ntype=OS.unix=other; link\r\ntype=cdir;x.missing=1; .\r\n", await client.FetchAsync("MLSD"));
        Assert.Equal("anonymous list  66 incomplete", await server.NextAccessAsync());
    }

    [Theory]
    [InlineData("NLST"), InlineData("LIST")]
    public async Task Of_the_others_the_reply_tells_it(string command)
    {
        await using FtpFixture server = await StartAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync("EPSV");

        await using var data = await client.OpenDataAsync();
        Assert.StartsWith("150", await client.SayAsync(command), StringComparison.Ordinal);
        Assert.StartsWith("226 It was sent; 2 missing", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_client_knows()
    {
        await using FtpFixture server = await StartAsync();
        FtpClient client = await server.ClientAsync();

        FtpDirectory directory = await client.ListAsync();

        Assert.Equal(1, directory.Missing);
        Assert.Equal(
            [("f", FtpEntryKind.File), ("link", FtpEntryKind.Other)],
            directory.Entries.Select(entry => (entry.Name, entry.Kind)));
    }

    private static async Task<FtpFixture> StartAsync()
    {
        FtpFixture server = await FtpFixture.StartAsync();
        server.Directory.AddFile("f", "f"u8);
        server.Directory.AddFile("back\\slash", ""u8);
        File.CreateSymbolicLink(server.Directory.At("link"), "f");
        return server;
    }
}
