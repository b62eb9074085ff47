using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>Names that try to leave the root, byte for byte on the wire: nothing outside is read or written.</summary>
public sealed class TraversalTests
{
    private static readonly IReadOnlyList<string> Names =
        [.. TraversalCorpus.BadNames, .. TraversalCorpus.HarmlessNames, .. TraversalCorpus.PlantedNames];

    // A lone surrogate has no UTF-8: what a hostile client would send for it is CESU-8's three bytes.
    private static readonly Encoding Wire = Encoding.GetEncoding(
        "utf-8", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);

    [Fact]
    public async Task No_file_outside_of_the_root_is_served_over_streams()
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", root);

        foreach (string name in Names)
        {
            string answer = await AskAsync(server, $"GET {name}\nBYE\n");
            Assert.DoesNotContain("OK ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(TraversalCorpus.Secret, answer, StringComparison.Ordinal);
        }

        Assert.StartsWith("OK 5 ", await AskAsync(server, "GET notes.txt\n"), StringComparison.Ordinal);
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
            string answer = await AskAsync(server, $"LISTALL {name}\nBYE\n");
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
            await AskAsync(
                server, $"PUT 5 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 {name}\nhello");

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

        (string Name, byte[] Answer)[] answers = await AskAllAsync(server, opcode: 1);

        Assert.True(answers.Length > Names.Count / 2, $"only {answers.Length} answers"); // garbage gets none
        foreach ((string name, byte[] answer) in answers)
        {
            bool isNotes = name.TrimStart('/') == "notes.txt"; // leading slashes are taken off: boot loaders write them
            Assert.Equal(isNotes ? 3 : 5, answer[1]);
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

        await AskAllAsync(server, opcode: 2);

        Assert.Equal(outside, Outside(folder));
        Assert.Equal(TraversalCorpus.Secret, await File.ReadAllTextAsync(folder.At(TraversalCorpus.SecretFile)));
    }

    // What a datagram of at most 512 bytes can ask for; a NUL would end the name, which is another name then.
    private static IEnumerable<string> Askable() =>
        Names.Where(name => !name.Contains('\0', StringComparison.Ordinal) && Request(1, name).Length <= 512);

    private static byte[] Request(byte opcode, string name) => [0, opcode, .. Wire.GetBytes(name), 0, .. "octet\0"u8];

    private static string[] Outside(TemporaryDirectory folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Concat(Directory.EnumerateFileSystemEntries("/tmp", "secret*")).Order()];

    private static async Task<string> AskAsync(SockeyeServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address);
        NetworkStream stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Wire.GetBytes(request));
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer).WaitAsync(SafetyNet.Time);
        }
        catch (IOException)
        {
            // a reset after the refusal: what we sent on was not read
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    // Nobody knows how long to wait for what gets no answer: a right request after them has one when they have been dealt with.
    private static async Task<(string Name, byte[] Answer)[]> AskAllAsync(SockeyeServer server, byte opcode)
    {
        var asked = new List<(string Name, UdpClient Client)>();
        foreach (string name in Askable())
        {
            var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            asked.Add((name, client));
            await client.SendAsync(Request(opcode, name), server.Address);
            await UntilAnsweredAsync(server);
        }

        var answers = new List<(string, byte[])>();
        foreach ((string name, UdpClient client) in asked.Where(each => each.Client.Available > 0))
        {
            UdpReceiveResult answer = await client.ReceiveAsync();
            answers.Add((name, answer.Buffer));
            if (answer.Buffer[1] == 4) // it is ready for the file: one block, the last
                await client.SendAsync(new byte[] { 0, 3, 0, 1, (byte)'x' }, answer.RemoteEndPoint);
        }

        await UntilAnsweredAsync(server);
        asked.ForEach(each => each.Client.Dispose());
        return [.. answers];
    }

    private static async Task UntilAnsweredAsync(SockeyeServer server)
    {
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await client.SendAsync(Request(1, "nowhere"), server.Address);
        await client.ReceiveAsync().WaitAsync(SafetyNet.Time);
    }
}
