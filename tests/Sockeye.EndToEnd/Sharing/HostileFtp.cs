using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>A client of FTP by hand, for transfers of names that no decent client would ask for.</summary>
internal sealed class HostileFtp : IAsyncDisposable
{
    private readonly TcpClient _control = new();
    private readonly IPEndPoint _server;
    private StreamReader _replies = StreamReader.Null;

    private HostileFtp(IPEndPoint server) => _server = server;

    public static async Task<HostileFtp> LogInAsync(IPEndPoint server)
    {
        var client = new HostileFtp(server);
        await client._control.ConnectAsync(server);
        client._replies = new StreamReader(client._control.GetStream(), Encoding.UTF8);
        await client.ReadAsync();
        foreach (string line in new[] { "USER ftp", "PASS x", "TYPE I" })
            await client.SayAsync(line);
        return client;
    }

    /// <summary>Moves something over a data connection, if the server wants to.</summary>
    /// <param name="command">Which transfer.</param>
    /// <param name="content">What to send.</param>
    /// <returns>The replies, and what came.</returns>
    public async Task<string> TransferAsync(string command, string content)
    {
        string passive = await SayAsync("EPSV");
        if (!passive.StartsWith("229", StringComparison.Ordinal))
            return passive; // the session is over, after an overlong line for example

        int port = int.Parse(passive.Split('|')[3], CultureInfo.InvariantCulture);
        using var data = new TcpClient();
        await data.ConnectAsync(new IPEndPoint(_server.Address, port));
        string reply = await SayAsync(command);
        if (!reply.StartsWith('1'))
            return reply;

        NetworkStream stream = data.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(content));
        data.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string came = await reader.ReadToEndAsync();
        return reply + came + await ReadAsync();
    }

    public ValueTask DisposeAsync()
    {
        _replies.Dispose();
        _control.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a line.</summary>
    /// <returns>The reply.</returns>
    public async Task<string> SayAsync(string line)
    {
        await _control.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
        return await ReadAsync();
    }

    // Several lines end with one that has a space behind the code (RFC 959 §4.2).
    private async Task<string> ReadAsync()
    {
        using var limit = new CancellationTokenSource(SafetyNet.Time);
        var reply = new StringBuilder();
        while (await _replies.ReadLineAsync(limit.Token) is { } line)
        {
            reply.Append(line).Append('\n');
            if (line.Length > 3 && line.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 && line[3] == ' ')
                break;
        }

        return reply.ToString();
    }
}
