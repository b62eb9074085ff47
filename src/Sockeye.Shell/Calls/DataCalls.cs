using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Calls;

/// <summary>Bytes in and out.</summary>
internal static class DataCalls
{
    private const int MaxReceive = 16 * 1024 * 1024; // bytes of one recv
    private const int AddressBytes = 128; // sockaddr_storage (RFC 3493 §3.10)

    public static IReadOnlyList<ShellCall> All { get; } =
    [
        new("send(s, \"text\")", 2,
            """
            Sends to the peer. Gives how many bytes the kernel took: of a stream perhaps
            fewer than given. That it took them does not mean that the peer has them.
            Escapes: \n \r \t \0 \\ \" \xNN \uNNNN.
            """,
            SendAsync) { Direction = CallDirection.Out },
        new("sendto(s, \"text\", address)", 3,
            "Sends one datagram to an address. No connection is needed; the first one gives the socket a local port.",
            SendToAsync) { Direction = CallDirection.Out },
        new("recv(s, size)", 2,
            """
            Receives what has arrived, at most size bytes, waiting until there is
            something. Of a stream, how the peer cut its sends does not matter; "" is the
            end of it. Of datagrams, one; what does not fit is lost.
            """,
            RecvAsync) { Direction = CallDirection.In },
        new("recvfrom(s, size)", 2,
            "Receives and tells the sender: data, peer = recvfrom(s, 1024). Answer with sendto(s, \"...\", peer).",
            RecvFromAsync) { Direction = CallDirection.In },
    ];

    private static async ValueTask<Value> SendAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        byte[] data = arguments.Bytes(1);
        int sent = await SocketTimeouts.ToSendAsync(
            socket, arguments.Session.Time, stop => socket.Berkeley.SendSomeAsync(data, stop), cancel);
        if (sent < data.Length)
            arguments.Note(string.Create(
                CultureInfo.InvariantCulture, $"of {data.Length} bytes: the send buffer is full; send the rest again"));
        return new NumberValue(sent);
    }

    private static async ValueTask<Value> SendToAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        byte[] data = arguments.Bytes(1);
        EndPoint to = await arguments.AddressAsync(2, socket, cancel);
        return new NumberValue(await SocketTimeouts.ToSendAsync(
            socket, arguments.Session.Time, stop => socket.Berkeley.SendToAsync(data, to, stop), cancel));
    }

    private static async ValueTask<Value> RecvAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        byte[] buffer = new byte[arguments.Number(1, 0, MaxReceive, "a size")];
        int bytes = await SocketTimeouts.ToReceiveAsync(
            socket, arguments.Session.Time, stop => socket.Berkeley.RecvAsync(buffer, stop), cancel);
        NoteWhatIsSpecial(arguments, socket, bytes, buffer.Length);
        return new BytesValue(buffer[..Math.Min(bytes, buffer.Length)]);
    }

    private static async ValueTask<Value> RecvFromAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        byte[] buffer = new byte[arguments.Number(1, 0, MaxReceive, "a size")];
        var from = new SocketAddress(socket.Family, AddressBytes);
        int bytes = await SocketTimeouts.ToReceiveAsync(
            socket, arguments.Session.Time, stop => socket.Berkeley.RecvFromAsync(buffer, from, stop), cancel);
        NoteWhatIsSpecial(arguments, socket, bytes, buffer.Length);
        return new TupleValue(new BytesValue(buffer[..Math.Min(bytes, buffer.Length)]), SenderOf(socket, from));
    }

    private static void NoteWhatIsSpecial(CallArguments arguments, ShellSocket socket, int bytes, int room)
    {
        if (bytes == 0 && room > 0 && socket.IsStream)
            arguments.Note("end of stream: the peer has ended its sending");
        else if (bytes == 0 && room > 0)
            arguments.Note("an empty datagram");
        else if (bytes > room)
            arguments.Note(string.Create(
                CultureInfo.InvariantCulture, $"of {bytes} bytes: the rest of the datagram is lost"));
    }

    // A stream's sender is its peer: the kernel does not repeat it.
    private static Value SenderOf(ShellSocket socket, SocketAddress from)
    {
        const int familyBytes = 2;
        if (from.Size > familyBytes)
        {
            EndPoint form = socket.Family switch
            {
                AddressFamily.Unix => new UnixDomainSocketEndPoint("/"),
                AddressFamily.InterNetworkV6 => new IPEndPoint(IPAddress.IPv6Any, 0),
                _ => new IPEndPoint(IPAddress.Any, 0),
            };
            return new AddressValue(form.Create(from));
        }

        return socket.Peer is { } peer ? new AddressValue(peer) : new BytesValue([]);
    }
}
