using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// A client of TFTP by hand. Each transfer goes to its last packet, or it would go on beside what comes after it; and
/// keeps its port, or the server could take a request from there for one that was repeated.
/// </summary>
internal sealed class HostileTftp(IPEndPoint server) : IDisposable
{
    public const byte Data = 3;
    public const byte Ack = 4;
    public const byte Error = 5;

    private const byte ReadRequest = 1;
    private const byte WriteRequest = 2;
    private const int MaxRequestBytes = 512;

    private readonly List<UdpClient> _clients = [];

    /// <summary>Whether a request can have that name: a NUL would end it, and it would be another one.</summary>
    public static bool CanAskFor(string name) =>
        name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)
        && Request(ReadRequest, name).Length <= MaxRequestBytes;

    /// <summary>Asks for a file that is shorter than a block.</summary>
    /// <returns>The packet that came.</returns>
    public async Task<byte[]> ReadAsync(string name)
    {
        (UdpClient client, UdpReceiveResult answer) = await AskAsync(ReadRequest, name);
        if (answer.Buffer[1] == Data)
            await client.SendAsync((byte[])[0, Ack, 0, 1], answer.RemoteEndPoint);
        return answer.Buffer;
    }

    /// <summary>Stores a short file.</summary>
    /// <returns>The last packet that came.</returns>
    public async Task<byte[]> WriteAsync(string name)
    {
        (UdpClient client, UdpReceiveResult answer) = await AskAsync(WriteRequest, name);
        if (answer.Buffer[1] != Ack)
            return answer.Buffer;

        await client.SendAsync((byte[])[0, Data, 0, 1, .. "hello"u8], answer.RemoteEndPoint);
        return (await ReceiveAsync(client)).Buffer;
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private async Task<(UdpClient Client, UdpReceiveResult Answer)> AskAsync(byte opcode, string name)
    {
        var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _clients.Add(client);
        await client.SendAsync(Request(opcode, name), server);
        return (client, await ReceiveAsync(client));
    }

    private static byte[] Request(byte opcode, string name) =>
        [0, opcode, .. HostileWire.Bytes(name), 0, .. "octet\0"u8];

    private static Task<UdpReceiveResult> ReceiveAsync(UdpClient client) =>
        client.ReceiveAsync().WaitAsync(SafetyNet.Time);
}
