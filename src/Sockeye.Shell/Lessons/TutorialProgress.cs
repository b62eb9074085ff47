using System.Net;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Lessons;

/// <summary>What was really done: the sockets as they stand now, and the calls that were made.</summary>
internal sealed class TutorialProgress(IReadOnlyList<ShellSocket> sockets, IReadOnlyList<CallRecord> calls)
{
    /// <summary>The sockets that are open.</summary>
    public IReadOnlyList<ShellSocket> Sockets => sockets;

    /// <summary>What was sent, and on which socket.</summary>
    public IEnumerable<(int At, ShellSocket Socket, byte[] Bytes)> Sent => calls
        .Index()
        .Where(call => call.Item is { Name: "send" or "sendto", Errno: 0, Arguments: [SocketValue, BytesValue, ..] })
        .Select(call => (call.Index, call.Item.Socket!, ((BytesValue)call.Item.Arguments[1]).Bytes));

    /// <summary>What was received, and on which socket.</summary>
    public IEnumerable<(int At, ShellSocket Socket, byte[] Bytes)> Received => calls
        .Index()
        .Where(call => call.Item is { Name: "recv" or "recvfrom", Errno: 0, Socket: not null })
        .Select(call => (call.Index, call.Item.Socket!, BytesOf(call.Item.Result)));

    /// <summary>The calls of that name that succeeded, with their sockets.</summary>
    public IEnumerable<(int At, ShellSocket Socket)> Done(string name) => calls
        .Index()
        .Where(call => call.Item.Name == name && call.Item is { Errno: 0, Socket: not null })
        .Select(call => (call.Index, call.Item.Socket!));

    /// <summary>Whether a call failed with that error, or connect_ex gave it.</summary>
    public bool Failed(int errno) => calls.Any(call =>
        call.Errno == errno || call is { Name: "connect_ex", Result: NumberValue number } && number.Number == errno);

    /// <summary>Whether the one is connected to the other.</summary>
    public static bool ArePeers(ShellSocket one, ShellSocket other) =>
        one != other && one.Peer is { } peer && other.Local is { } local && SameAddress(peer, local);

    private static bool SameAddress(EndPoint one, EndPoint other) => one.Equals(other);

    private static byte[] BytesOf(Value result) => result switch
    {
        BytesValue bytes => bytes.Bytes,
        TupleValue { Items: [BytesValue bytes, ..] } => bytes.Bytes,
        _ => [],
    };
}
