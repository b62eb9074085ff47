using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// Connections of one address, 127.0.0.1, that ask for much and read nothing. Their system takes as little as it can.
/// </summary>
internal sealed class Flood : IDisposable
{
    private const int MostRepetitions = 60; // of 30 kB

    private readonly List<Socket> _connections = [];

    /// <summary>How many there are.</summary>
    public int Count => _connections.Count;

    /// <summary>How many of them the server has neither answered nor closed.</summary>
    public int Unanswered => _connections.Count(connection => !connection.Poll(TimeSpan.Zero, SelectMode.SelectRead));

    /// <summary>Opens one, and says something.</summary>
    public async Task<Socket> AddAsync(IPEndPoint server, string said)
    {
        var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4096,
        };
        _connections.Add(connection);
        connection.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await connection.ConnectAsync(server);
        await TrySendAsync(connection, said);
        return connection;
    }

    /// <summary>Opens one, and says something again and again, as often as the server takes it at once.</summary>
    public async Task PipelineAsync(IPEndPoint server, string said)
    {
        Socket connection = await AddAsync(server, "");
        byte[] many = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(said, 30_000 / said.Length)));
        connection.Blocking = false;
        SocketError error = SocketError.Success;
        for (int i = 0; i < MostRepetitions && error == SocketError.Success; i++)
            connection.Send(many, SocketFlags.None, out error);
    }

    /// <summary>Opens one, says something, and leaves in the middle of it.</summary>
    public async Task CutAsync(IPEndPoint server, string said)
    {
        using Socket connection = await AddAsync(server, said);
        _connections.Remove(connection);
    }

    /// <summary>Logs in by FTP, and asks for something over a data connection.</summary>
    public async Task AddTransferAsync(IPEndPoint server, string command)
    {
        Socket control = await AddAsync(server, "USER ftp\r\nPASS x\r\nEPSV\r\n");
        string replies = "";
        byte[] buffer = new byte[1024];
        int bytes = 1;
        while (bytes > 0 && !replies.Contains("|)", StringComparison.Ordinal))
        {
            bytes = await control.ReceiveAsync(buffer);
            replies += Encoding.ASCII.GetString(buffer, 0, bytes);
        }

        Assert.True(bytes > 0, replies);
        int port = int.Parse(replies.Split('|')[3]);
        await AddAsync(new IPEndPoint(server.Address, port), "");
        await TrySendAsync(control, command + "\r\n");
    }

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    // Some are turned away before they can ask.
    private static async Task TrySendAsync(Socket connection, string said)
    {
        try
        {
            await connection.SendAsync(Encoding.ASCII.GetBytes(said));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // It stays open on this side, and counts as answered.
        }
    }
}
