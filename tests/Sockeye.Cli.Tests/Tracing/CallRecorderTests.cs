using System.Net.Sockets;
using System.Text;
using Sockeye.Cli.Tracing;
using Sockeye.Tracing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tests.Tracing;

public sealed class CallRecorderTests
{
    private readonly SocketIdentity _socket = new(7, AddressFamily.InterNetwork, SocketType.Stream);
    private readonly byte[] _data = "abc"u8.ToArray();

    [Fact]
    public void First_and_last_calls_are_kept_and_offsets_count_those_between()
    {
        CallLog log = Record(maxCalls: 4, sends: 100);

        Assert.Equal([1, 2, 99, 100], log.Kept().Select(logged => logged.Number));
        Assert.Equal([0L, 3L, 294L, 297L], log.Kept().Select(logged => logged.Offset));
        Assert.Equal((100, 96), (log.Count, log.Dropped));
    }

    [Fact]
    public void Data_is_copied_while_it_is_lent()
    {
        CallLog log = Record(maxCalls: 4, sends: 100);

        Assert.All(log.Kept(), logged => Assert.Equal("abc", Encoding.ASCII.GetString(logged.Call.Preview.Span)));
    }

    [Fact]
    public void State_that_a_dropped_call_changed_is_known()
    {
        var recorder = new CallRecorder(Settings(4), TimeProvider.System);
        recorder.OnCall(new SocketCall { Socket = _socket, Name = "socket" });
        recorder.OnCall(new SocketCall { Socket = _socket, Name = "connect" });
        Send(recorder, 1);
        recorder.OnCall(new SocketCall { Socket = _socket, Name = "shutdown", Argument = "WR" });
        for (int i = 0; i < 10; i++)
            recorder.OnCall(new SocketCall { Socket = _socket, Name = "recv", Requested = 9, Bytes = 1 });

        Assert.Equal(SocketState.EndSent, recorder.Finish().Kept()[^1].After);
    }

    [Fact]
    public void Hidden_calls_are_not_recorded()
    {
        var recorder = new CallRecorder(Settings(100) with { Hidden = new HashSet<string> { "setsockopt" } }, TimeProvider.System);

        recorder.OnCall(new SocketCall { Socket = _socket, Name = "setsockopt" });
        recorder.OnCall(new SocketCall { Socket = _socket, Name = "close" });

        Assert.Equal("close", Assert.Single(recorder.Finish().Kept()).Call.Name);
    }

    private static TraceSettings Settings(int maxCalls) =>
        new(TraceFormat.Text, File: null, maxCalls, KeepsPayload: true, new HashSet<string>());

    private CallLog Record(int maxCalls, int sends)
    {
        var recorder = new CallRecorder(Settings(maxCalls), TimeProvider.System);
        Send(recorder, sends);
        _data.AsSpan().Clear(); // it was lent
        return recorder.Finish();
    }

    private void Send(CallRecorder recorder, int times)
    {
        for (int i = 0; i < times; i++)
            recorder.OnCall(new SocketCall { Socket = _socket, Name = "send", Requested = 3, Bytes = 3, Data = _data });
    }
}
