using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Tracing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tracing;

/// <summary>Keeps the library's own socket calls for a ladder.</summary>
/// <remarks>
/// The first calls are put into words at once. Later ones may be dropped again, so they are kept as they are, in a
/// ring, and described only when the trace is over: a message costs a copy, and no allocation.
/// </remarks>
internal sealed class CallRecorder(TraceSettings settings, TimeProvider time) : ISocketCallSink
{
    private const string Program = "sockeye";
    private const int PreviewBytes = 64; // more than a line of a ladder shows

    private readonly ConcurrentDictionary<SocketIdentity, RecordedSocket> _sockets = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly CallLog _log = new(settings.MaxCalls);
    private readonly Queue<RecordedCall> _last = new();
    private readonly Queue<byte[]> _previews = new(); // used again
    private int _count;

    public void OnCall(in SocketCall call)
    {
        if (settings.Hidden.Contains(call.Name))
            return;

        RecordedSocket? socket = call.Socket is null ? null : SocketOf(call.Socket);
        RecordedSocket? accepted = call.Accepted is null ? null : SocketOf(call.Accepted);
        Learn(call, (accepted ?? socket)?.Socket);
        lock (_lock)
            Keep(call, socket, accepted);
        if (call.Name == "close" && call.Socket is not null)
            _sockets.TryRemove(call.Socket, out _);
    }

    /// <summary>What was recorded, when the trace is over.</summary>
    public CallLog Finish()
    {
        lock (_lock)
        {
            while (_last.TryDequeue(out RecordedCall recorded))
                _log.Add(Describe(recorded));
            return _log;
        }
    }

    private void Keep(in SocketCall call, RecordedSocket? socket, RecordedSocket? accepted)
    {
        int previewBytes = settings.KeepsPayload ? Math.Min(call.Data.Length, PreviewBytes) : 0;
        if (!_log.IsFirstHalfFull)
        {
            _log.Add(Describe(new RecordedCall(call, socket, accepted, call.Data[..previewBytes].ToArray())));
            return;
        }

        if (_last.Count == _log.LastHalf)
            Drop(_last.Dequeue());
        if (!_previews.TryDequeue(out byte[]? room))
            room = new byte[PreviewBytes];
        call.Data.Span[..previewBytes].CopyTo(room);
        _last.Enqueue(new RecordedCall(call with { Data = default }, socket, accepted, room.AsMemory(0, previewBytes)));
    }

    private void Drop(in RecordedCall recorded)
    {
        if (recorded is { Call: { Bytes: > 0, Errno: 0 } moved, Socket: { } socket } && KindOf(moved) is var kind
            && kind is CallKind.Send or CallKind.Receive)
            _log.Skip(socket.Socket, kind, moved.Bytes);
        else
            _log.Add(Describe(recorded)); // it may change a state; those that follow push it out again
        if (MemoryMarshal.TryGetArray(recorded.Preview, out ArraySegment<byte> room)
            && room.Array!.Length == PreviewBytes)
            _previews.Enqueue(room.Array);
    }

    private TracedCall Describe(in RecordedCall recorded)
    {
        SocketCall call = recorded.Call;
        CallKind kind = KindOf(call);
        return new TracedCall
        {
            Kind = kind,
            Name = call.Name,
            Arguments = call.Arguments,
            Result = call.Result,
            Error = call.Errno == 0 ? null : ErrnoNames.Of(call.Errno),
            Socket = recorded.Socket?.Socket,
            NewSocket = recorded.Accepted?.Socket,
            Address = Text(call.Peer),
            Bytes = call.Bytes,
            DatagramBytes = call.DatagramBytes,
            Preview = recorded.Preview.ToArray(),
            Maker = (kind == CallKind.Receive ? recorded.Socket?.Receiver : recorded.Socket?.Sender)
                ?? CallMaker.Unknown,
            Start = time.GetElapsedTime(_origin, call.Start),
            Duration = call.Blocked,
        };
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

    /// <summary>A call as it was told, with what is known of its sockets and the beginning of its data.</summary>
    private readonly record struct RecordedCall(
        SocketCall Call, RecordedSocket? Socket, RecordedSocket? Accepted, ReadOnlyMemory<byte> Preview);
}
