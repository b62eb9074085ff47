using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>Clients that send a whole request and reset the connection before anybody has accepted it.</summary>
public sealed class ResetUploadTests
{
    private const int Uploads = 50;

    [Fact]
    public async Task They_are_logged_with_their_address()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "http@tcp://127.0.0.1:0", "--root", folder.At("root"), "--writable", "--access-log", "-");
        server.Process.ReadOutput();

        server.Process.Signal(Signal.Stop); // so that all are gone before the first is accepted
        var addresses = new List<string>();
        for (int i = 0; i < Uploads; i++)
            addresses.Add(await UploadAndResetAsync(server, i));
        server.Process.Signal(Signal.Continue);

        string pattern = string.Concat(Enumerable.Repeat(@"\S+Z http (?:.*)\n", Uploads));
        await server.Process.OutputAsync(pattern);
        string[] logged = [.. Regex.Matches(server.Process.Output.Text, @"(?m)^\S+Z http (\S+) anonymous put ""f(\d+)"" ")
            .OrderBy(line => int.Parse(line.Groups[2].Value)).Select(line => line.Groups[1].Value)];
        Assert.Equal(addresses, logged);
    }

    private static async Task<string> UploadAndResetAsync(SockeyeServer server, int number)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(server.Address);
        string address = client.LocalEndPoint!.ToString()!;
        await client.SendAsync(Encoding.ASCII.GetBytes(
            $"PUT /f{number} HTTP/1.1\r\nHost: {server.Address}\r\nContent-Length: 4\r\n\r\nbody"));
        client.LingerState = new LingerOption(true, 0);
        client.Close();
        return address;
    }
}
