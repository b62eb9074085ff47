using System.Text;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests;

/// <summary>Calls written by hand: who, when, what.</summary>
internal sealed class CallScript
{
    private readonly CallLog _log;

    public CallScript(int maxCalls = CallLog.DefaultMaxCalls) => _log = new CallLog(maxCalls);

    public CallLog Log => _log;

    public Ladder Ladder => Ladder.Of(_log);

    public static TracedSocket Stream(string program, int descriptor, string? local = null, string? peer = null) =>
        Socket(program, descriptor, "INET", "STREAM", local, peer);

    public static TracedSocket Datagram(string program, int descriptor, string? local = null, string? peer = null) =>
        Socket(program, descriptor, "INET", "DGRAM", local, peer);

    public static TracedSocket Socket(
        string program, int descriptor, string family, string type, string? local = null, string? peer = null) => new()
        {
            Family = family,
            Type = type,
            Descriptor = descriptor,
            Local = local,
            Peer = peer,
            Maker = Maker(program),
        };

    public static CallMaker Maker(string program) => new(program[0], program[0], program);

    public CallScript Call(
        CallKind kind, string name, TracedSocket socket, double start, double end,
        string? error = null, TracedSocket? made = null, string? address = null, string arguments = "")
    {
        Add(new TracedCall
        {
            Kind = kind,
            Name = name,
            Socket = socket,
            Start = Ms(start),
            Duration = Ms(end - start),
            Error = error,
            NewSocket = made,
            Address = address,
            Arguments = arguments,
            Result = error is null ? "0" : "",
            Maker = socket.Maker,
        });
        return this;
    }

    public CallScript Send(TracedSocket socket, double start, double end, string data, string? to = null) =>
        Move(CallKind.Send, to is null ? "send" : "sendto", socket, start, end, data, to);

    public CallScript Receive(TracedSocket socket, double start, double end, string data, string? from = null) =>
        Move(CallKind.Receive, from is null ? "recv" : "recvfrom", socket, start, end, data, from);

    private CallScript Move(
        CallKind kind, string name, TracedSocket socket, double start, double end, string data, string? address)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(data);
        Add(new TracedCall
        {
            Kind = kind,
            Name = name,
            Socket = socket,
            Start = Ms(start),
            Duration = Ms(end - start),
            Bytes = bytes.Length,
            Preview = bytes,
            Address = address,
            Result = $"{bytes.Length}",
            Maker = socket.Maker,
        });
        return this;
    }

    private static TimeSpan Ms(double time) => TimeSpan.FromMilliseconds(time);

    private void Add(TracedCall call) => _log.Add(call);
}
