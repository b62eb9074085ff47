using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>2,000 clients are there and say nothing: a file is still to be had, and each costs little.</summary>
public sealed class IdleCrowdTests
{
    private const int Crowd = 2_000;
    private const int First = 100; // what the server needs for the first is not what each needs
    private const int PerAddress = 200; // FTP takes 250 from one address
    private const long MostBytesEach = 64 * 1024; // our choice: 2,000 are 128 MiB

    private const string Login = "USER ftp\r\nPASS x\r\n";
    private const string Request = "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Theory]
    [InlineData("ftp", Login, "230 "), InlineData("http", Request, "\r\n\r\nremember")]
    [InlineData("files", "GET small\n", "remember")]
    public async Task They_cost_little_and_nobody_waits_for_them(string protocol, string said, string until)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/small", "remember"u8);
        await using SharingServer server = await SharingServer.StartAsync(
            folder, [protocol], "--max-connections", "2500", "--idle-timeout", "2m");
        var crowd = new List<Socket>();
        try
        {
            await JoinAsync(crowd, First, server.AddressOf(protocol), said, until);
            long before = ResidentMemory.Of(server.Process.Id);

            await JoinAsync(crowd, Crowd - First, server.AddressOf(protocol), said, until);

            ProcessResult got = await SockeyeProcess.RunAsync("get", server.Url(protocol, "small"), "-o", "-");
            Assert.Equal((0, "remember"), (got.ExitCode, got.Output));
            long each = (ResidentMemory.Of(server.Process.Id) - before) / (Crowd - First);
            Assert.True(each <= MostBytesEach, $"{each} bytes for each that is idle");
        }
        finally
        {
            crowd.ForEach(client => client.Dispose());
        }
    }

    private static async Task JoinAsync(List<Socket> crowd, int count, IPEndPoint server, string said, string until)
    {
        for (int i = 0; i < count; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            crowd.Add(client);
            string from = string.Create(CultureInfo.InvariantCulture, $"127.0.1.{1 + (crowd.Count / PerAddress)}");
            client.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await client.ConnectAsync(server);
            await client.SendAsync(Encoding.ASCII.GetBytes(said));
            await ReadUntilAsync(client, until);
        }
    }

    private static async Task ReadUntilAsync(Socket client, string until)
    {
        using var limit = new CancellationTokenSource(SafetyNet.Time);
        byte[] buffer = new byte[4096];
        for (string answer = ""; !answer.Contains(until, StringComparison.Ordinal);)
        {
            int bytes = await client.ReceiveAsync(buffer, limit.Token);
            Assert.True(bytes > 0, $"the server closed after: {answer}");
            answer += Encoding.ASCII.GetString(buffer, 0, bytes);
        }
    }
}
