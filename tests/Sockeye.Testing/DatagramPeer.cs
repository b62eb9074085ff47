using System.Net;
using Sockeye.Protocols.Tftp;
using Sockeye.Transports;
using Xunit;

namespace Sockeye.Testing;

/// <summary>A client that a test moves datagram by datagram.</summary>
/// <param name="socket">Its own; disposed with it.</param>
/// <param name="server">Whom it asks.</param>
public sealed class DatagramPeer(IDatagramSocket socket, EndPoint server) : IAsyncDisposable
{
    public Endpoint Endpoint => socket.Endpoint;

    /// <summary>Who sent what was received last.</summary>
    public EndPoint? From { get; private set; }

    public ValueTask SendAsync(byte[] datagram) => socket.SendAsync(datagram, server, default);

    public ValueTask AnswerAsync(byte[] datagram, EndPoint? to = null) =>
        socket.SendAsync(datagram, to ?? From!, default);

    public async Task<byte[]> ReceiveAsync()
    {
        var buffer = new byte[Datagram.MaxBytes];
        ReceivedDatagram received = await socket.ReceiveAsync(buffer, default);
        From = received.From;
        return buffer[..received.Length];
    }

    public async Task ReceiveAsync(TftpOpcode expected) => Assert.Equal((byte)expected, (await ReceiveAsync())[1]);

    public async Task ReceiveUntilAsync(TftpOpcode expected)
    {
        while ((await ReceiveAsync())[1] != (byte)expected)
        {
        }
    }

    /// <summary>
    /// Asks until there is an answer: the place of the one before is free a moment after its record was made.
    /// </summary>
    public async Task AskUntilAnsweredAsync(byte[] request, Task answer)
    {
        while (!answer.IsCompleted)
        {
            await SendAsync(request);
            await Task.Yield();
        }

        await answer;
    }

    public ValueTask DisposeAsync() => socket.DisposeAsync();
}
