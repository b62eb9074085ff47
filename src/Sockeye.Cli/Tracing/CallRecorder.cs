using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sockeye.Tracing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tracing;

/// <summary>Keeps the library's own socket calls for a ladder.</summary>
internal sealed class CallRecorder(TraceSettings settings, TimeProvider time) : ISocketCallSink
{
    private const string Program = "sockeye";
    private const int PreviewBytes = 64; // more than a line of a ladder shows

    private readonly ConcurrentDictionary<SocketIdentity, RecordedSocket> _sockets = new();
    private readonly long _origin = time.GetTimestamp();
    private int _count;

    /// <summary>What was recorded.</summary>
    public CallLog Log { get; } = new(settings.MaxCalls);

    public void OnCall(in SocketCall call)
    {
        if (settings.Hidden.Contains(call.Name))
            return;

        RecordedSocket? socket = call.Socket is null ? null : SocketOf(call.Socket);
        RecordedSocket? accepted = call.Accepted is null ? null : SocketOf(call.Accepted);
        Learn(call, (accepted ?? socket)?.Socket);
        CallKind kind = KindOf(call);
        Log.Add(new TracedCall
        {
            Kind = kind,
            Name = call.Name,
            Arguments = call.Arguments,
            Result = call.Result,
            Error = call.Errno == 0 ? null : ErrnoNames.Of(call.Errno),
            Socket = socket?.Socket,
            NewSocket = accepted?.Socket,
            Address = Text(call.Peer),
            Bytes = call.Bytes,
            DatagramBytes = call.DatagramBytes,
            Preview = settings.KeepsPayload ? call.Data[..Math.Min(call.Data.Length, PreviewBytes)].ToArray() : default,
            Maker = (kind == CallKind.Receive ? socket?.Receiver : socket?.Sender) ?? CallMaker.Unknown,
            Start = time.GetElapsedTime(_origin, call.Start),
            Duration = call.Blocked,
        });
        if (kind == CallKind.Close && call.Socket is not null)
            _sockets.TryRemove(call.Socket, out _);
    }

    private static CallKind KindOf(in SocketCall call) => call.Name switch
    {
        "socket" => CallKind.Open,
        "bind" => CallKind.Bind,
        "listen" => CallKind.Listen,
        "accept" => CallKind.Accept,
        "connect" => CallKind.Connect,
        "send" or "sendto" or "sendmsg" or "sendfile" => CallKind.Send,
        "recv" or "recvfrom" or "recvmsg" or "splice" => CallKind.Receive,
        "shutdown" when call.Arguments != "RD" => CallKind.EndSending,
        "close" => CallKind.Close,
        _ => CallKind.Other,
    };

    private static void Learn(in SocketCall call, TracedSocket? socket)
    {
        if (socket is null || call.Errno != 0)
            return;

        socket.Local = Text(call.Local) ?? socket.Local;
        if (call.Name is "connect" or "accept")
            socket.Peer = Text(call.Peer) ?? socket.Peer;
    }

    // A UNIX socket without a name has an empty one.
    private static string? Text(EndPoint? address) => PeerAddress.TextOf(address) is { Length: > 0 } text ? text : null;

    private RecordedSocket SocketOf(SocketIdentity identity) =>
        _sockets.GetOrAdd(identity, static (id, recorder) => recorder.Describe(id), this);

    private RecordedSocket Describe(SocketIdentity identity)
    {
        int number = Interlocked.Increment(ref _count);
        var maker = new CallMaker(Environment.ProcessId, 2 * number, Program);
        var socket = new TracedSocket
        {
            Family = identity.Family switch
            {
                AddressFamily.InterNetwork => "INET",
                AddressFamily.InterNetworkV6 => "INET6",
                _ => identity.Family.ToString().ToUpperInvariant(),
            },
            Type = identity.Type.ToString().ToUpperInvariant(),
            Descriptor = identity.Descriptor,
            Maker = maker,
        };
        return new RecordedSocket(socket, maker, maker with { Sequence = (2 * number) + 1 });
    }

    /// <summary>A socket, and who sends and who receives on it: both may wait at once.</summary>
    private sealed record RecordedSocket(TracedSocket Socket, CallMaker Sender, CallMaker Receiver);
}
