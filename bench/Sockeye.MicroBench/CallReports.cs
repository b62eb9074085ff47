using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.MicroBench;

/// <summary>
/// A message of 64 bytes sent and received over a TCP connection of our own: what it costs that calls can be reported,
/// while nobody wants to know, and while somebody does.
/// </summary>
public class CallReports
{
    private readonly byte[] _message = new byte[64];
    private readonly byte[] _buffer = new byte[256];
    private readonly (ISocketIo Sender, ISocketIo Receiver) _bare;
    private readonly (ISocketIo Sender, ISocketIo Receiver) _nobody;
    private readonly (ISocketIo Sender, ISocketIo Receiver) _somebody;

    public CallReports()
    {
        (Socket client, Socket server) = ConnectAsync().GetAwaiter().GetResult();
        _bare = (new PolledSocket(client), new PolledSocket(server));
        _nobody = Reported(sink: null);
        _somebody = Reported(new Counter());
    }

    [Benchmark]
    public ValueTask<int> WithoutReports() => ExchangeAsync(_bare);

    [Benchmark]
    public ValueTask<int> NobodyListens() => ExchangeAsync(_nobody);

    [Benchmark]
    public ValueTask<int> SomebodyListens() => ExchangeAsync(_somebody);

    private static (ISocketIo Sender, ISocketIo Receiver) Reported(ISocketCallSink? sink)
    {
        (Socket client, Socket server) = ConnectAsync().GetAwaiter().GetResult();
        return (End(client), End(server));

        ReportedSocketIo End(Socket socket) =>
            new(new PolledSocket(socket), new SocketCallLog(sink, TimeProvider.System).For(socket));
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        using var listener = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Socket client = SocketEngines.Open(
            SocketEngine.EventLoop, AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await new PolledSocket(client).ConnectAsync(listener.LocalEndPoint!, CancellationToken.None);
        return (client, (await listener.Io.AcceptAsync(CancellationToken.None)).Socket);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ExchangeAsync((ISocketIo Sender, ISocketIo Receiver) ends)
    {
        await ends.Sender.SendAsync(_message, CancellationToken.None);
        return await ends.Receiver.ReceiveAsync(_buffer, CancellationToken.None);
    }

    private sealed class Counter : ISocketCallSink
    {
        public int Calls { get; private set; }

        public void OnCall(in SocketCall call) => Calls++;
    }
}
