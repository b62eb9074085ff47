using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.MicroBench;

/// <summary>
/// A message of 64 bytes sent and received over a TCP connection of our own: what it costs that calls can be reported,
/// while nobody wants to know, and while somebody does.
/// </summary>
public class CallReports
{
    private readonly byte[] _message = new byte[64];
    private readonly byte[] _buffer = new byte[256];
    private readonly (IStreamIo Sender, IStreamIo Receiver) _bare;
    private readonly (IStreamIo Sender, IStreamIo Receiver) _nobody;
    private readonly (IStreamIo Sender, IStreamIo Receiver) _somebody;

    public CallReports()
    {
        (Socket client, Socket server) = ConnectAsync().GetAwaiter().GetResult();
        _bare = (SocketEngines.EventLoop.Start(client), SocketEngines.EventLoop.Start(server));
        _nobody = Reported(sink: null);
        _somebody = Reported(new Counter());
    }

    [Benchmark]
    public ValueTask<int> WithoutReports() => ExchangeAsync(_bare);

    [Benchmark]
    public ValueTask<int> NobodyListens() => ExchangeAsync(_nobody);

    [Benchmark]
    public ValueTask<int> SomebodyListens() => ExchangeAsync(_somebody);

    private static (IStreamIo Sender, IStreamIo Receiver) Reported(ISocketCallSink? sink)
    {
        (Socket client, Socket server) = ConnectAsync().GetAwaiter().GetResult();
        return (End(client), End(server));

        ReportedSocket End(Socket socket) =>
            new(SocketEngines.EventLoop.Start(socket), new SocketCallLog(sink, TimeProvider.System).For(socket));
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        using var listener = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        ISocketEngine engine = SocketEngines.EventLoop;
        Socket client = engine.Open(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await engine.Start(client).ConnectAsync(listener.LocalEndPoint!, CancellationToken.None);
        return (client, (await listener.Io.AcceptAsync(CancellationToken.None)).Socket);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ExchangeAsync((IStreamIo Sender, IStreamIo Receiver) ends)
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
