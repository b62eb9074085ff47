using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>Names that try to leave the root, byte for byte on the wire: nothing outside is read or written.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class TraversalTests
{
    private static readonly IReadOnlyList<string> Names =
        [.. TraversalCorpus.BadNames, .. TraversalCorpus.HarmlessNames, .. TraversalCorpus.PlantedNames];

    private static readonly string[] Askable = [.. Names.Where(HostileTftp.CanAskFor)]; // by TFTP

    [Fact]
    public async Task No_file_outside_of_the_root_is_served_over_streams()
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", root);

        foreach (string name in Names)
        {
            string answer = await HostileWire.ExchangeAsync(server.Address, $"GET {name}\nBYE\n");
            Assert.DoesNotContain("OK ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(TraversalCorpus.Secret, answer, StringComparison.Ordinal);
        }

        Assert.StartsWith("OK 5 ", await HostileWire.ExchangeAsync(server.Address, "GET notes.txt\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_listing_leaves_the_root()
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", root);

        foreach (string name in Names.Where(name => name.Length > 0))
        {
            string answer = await HostileWire.ExchangeAsync(server.Address, $"LISTALL {name}\nBYE\n");
            Assert.DoesNotContain(TraversalCorpus.SecretFile, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("passwd", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_outside_of_the_root_is_written_over_streams()
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", root, "--writable");
        string[] outside = Outside(folder);

        foreach (string name in Names)
            await HostileWire.ExchangeAsync(
                server.Address, $"PUT 5 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 {name}\nhello");

        Assert.Equal(outside, Outside(folder));
        Assert.Equal(TraversalCorpus.Secret, await File.ReadAllTextAsync(folder.At(TraversalCorpus.SecretFile)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task No_file_outside_of_the_root_is_served_over_datagrams(bool isSinglePort)
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        string[] options = isSinglePort ? ["--single-port"] : [];
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            ["serve", "tftp@udp://127.0.0.1:0", "--root", root, .. options]);
        using var client = new HostileTftp(server.Address);

        Assert.True(Askable.Length > Names.Count / 2, $"only {Askable.Length}");
        foreach (string name in Askable)
        {
            byte[] answer = await client.ReadAsync(name);
            bool isNotes = name.TrimStart('/') == "notes.txt"; // leading slashes are taken off: boot loaders write them
            Assert.Equal(isNotes ? HostileTftp.Data : HostileTftp.Error, answer[1]);
        }
    }

    [Fact]
    public async Task Nothing_outside_of_the_root_is_written_over_datagrams()
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "tftp@udp://127.0.0.1:0", "--root", root, "--writable");
        string[] outside = Outside(folder);
        using var client = new HostileTftp(server.Address);

        foreach (string name in Askable)
            await client.WriteAsync(name);

        Assert.Equal(outside, Outside(folder));
        Assert.Equal(TraversalCorpus.Secret, await File.ReadAllTextAsync(folder.At(TraversalCorpus.SecretFile)));
    }

    private static string[] Outside(TemporaryDirectory folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Concat(Directory.EnumerateFileSystemEntries("/tmp", "secret*")).Order()];
}
