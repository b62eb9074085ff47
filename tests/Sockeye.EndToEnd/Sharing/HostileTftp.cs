using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// A client of TFTP by hand. Each transfer goes to its last packet, or it would go on beside what comes after it; and
/// keeps its port, or the server could take a request from there for one that was repeated.
/// </summary>
internal sealed class HostileTftp(IPEndPoint server) : IDisposable
{
    private const byte ReadRequest = 1;
    private const byte WriteRequest = 2;
    private const byte Data = 3;
    private const byte Ack = 4;
    private const int MaxNameBytes = 480; // what a request of 512 has room for

    private readonly List<UdpClient> _clients = [];

    /// <summary>Reads and writes a file of that name.</summary>
    /// <returns>What came back: nothing for what is no request.</returns>
    public async Task<string> AskAsync(string name)
    {
        bool isName = name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal); // it would end there
        if (!isName || Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            return "";

        return await ReadAsync(name) + await WriteAsync(name);
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private async Task<string> ReadAsync(string name)
    {
        UdpClient client = await RequestAsync(ReadRequest, name);
        UdpReceiveResult answer = await ReceiveAsync(client);
        if (answer.Buffer[1] == Data) // what is there is shorter than a block
            await client.SendAsync((byte[])[0, Ack, 0, 1], answer.RemoteEndPoint);
        return Encoding.UTF8.GetString(answer.Buffer);
    }

    private async Task<string> WriteAsync(string name)
    {
        UdpClient client = await RequestAsync(WriteRequest, name);
        UdpReceiveResult answer = await ReceiveAsync(client);
        if (answer.Buffer[1] != Ack)
            return Encoding.UTF8.GetString(answer.Buffer);

        await client.SendAsync((byte[])[0, Data, 0, 1, .. "hello"u8], answer.RemoteEndPoint);
        UdpReceiveResult end = await ReceiveAsync(client);
        return Encoding.UTF8.GetString(end.Buffer);
    }

    private async Task<UdpClient> RequestAsync(byte opcode, string name)
    {
        var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _clients.Add(client);
        await client.SendAsync((byte[])[0, opcode, .. Encoding.UTF8.GetBytes(name), 0, .. "octet\0"u8], server);
        return client;
    }

    private static Task<UdpReceiveResult> ReceiveAsync(UdpClient client) =>
        client.ReceiveAsync().WaitAsync(SafetyNet.Time);
}
