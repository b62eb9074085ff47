using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>Reports calls to a sink; with none it does nothing, and formats nothing.</summary>
internal readonly struct SocketCallLog(ISocketCallSink? sink, TimeProvider time)
{
    public bool IsOn => sink is not null;

    public long Start() => sink is null ? 0 : time.GetTimestamp();

    public void Done(int descriptor, string name, object? argument, long start, object? result = null)
    {
        if (sink is not null)
            Report(descriptor, name, Text(argument), result is null ? "0" : Text(result), errno: 0, bytes: 0, start);
    }

    public void Moved(int descriptor, string name, int requested, object? address, int bytes, long start)
    {
        if (sink is null)
            return;

        string arguments = address is null ? Text(requested) : $"{Text(requested)}, {Text(address)}";
        Report(descriptor, name, arguments, Text(bytes), errno: 0, bytes, start);
    }

    /// <returns>What to throw: the failure in words.</returns>
    public SocketCallException Failed(
        int descriptor, string name, string attempt, object? argument, Exception cause, long start)
    {
        SocketException error = cause as SocketException ?? new SocketException((int)SocketError.OperationAborted);
        if (sink is not null)
            Report(descriptor, name, Text(argument), "", ErrnoException.NumberOf(error), bytes: 0, start);
        return new SocketCallException(attempt, argument is null ? "the peer" : Text(argument), error);
    }

    private static string Text(object? value) => value is EndPoint address
        ? PeerAddress.TextOf(address)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private void Report(
        int descriptor, string name, string arguments, string result, int errno, int bytes, long start) =>
        sink!.OnCall(
            new SocketCall(descriptor, name, arguments, result, errno, bytes, start, time.GetElapsedTime(start)));
}
