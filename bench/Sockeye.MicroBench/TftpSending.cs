using System.Buffers;
using System.Net;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Tftp;

namespace Sockeye.MicroBench;

/// <summary>A server's side of a read request: windows of 64 blocks of 1,428 bytes, one ACK each.</summary>
public class TftpSending
{
    private const int WindowBlocks = 64;

    private readonly IPEndPoint _client = new(IPAddress.Loopback, 2_000);
    private readonly ArrayBufferWriter<byte> _datagram = new(2_048);
    private readonly ArrayBufferWriter<byte> _ack = new(16);
    private TftpSender _sender = null!;
    private ushort _acked;

    [GlobalSetup]
    public void Open()
    {
        var settings = new TftpSettings();
        var options = new TftpOptions(BlockBytes: TftpSettings.EthernetBlockBytes, WindowBlocks: WindowBlocks);
        var request = new TftpRequest(false, "file", TftpMode.Octet, options);
        _sender = TftpSender.Serve(request, _client, new Zeros(), settings);
        _acked = 0;
        TakeAll();
        Acknowledge();
        if (_sender.Terms.WindowBlocks != WindowBlocks)
            throw new InvalidOperationException($"a window of {_sender.Terms.WindowBlocks} blocks was agreed on");
    }

    /// <summary>Per block.</summary>
    [Benchmark(OperationsPerInvoke = WindowBlocks)]
    public int Window()
    {
        int blocks = TakeAll();
        _acked += WindowBlocks; // rolls over as on the wire
        Acknowledge();
        return blocks == WindowBlocks ? blocks : throw new InvalidOperationException($"{blocks} blocks in a window");
    }

    private int TakeAll()
    {
        int datagrams = 0;
        for (_datagram.ResetWrittenCount(); _sender.TryTakeOutgoing(_datagram, TimeSpan.Zero, out _); datagrams++)
            _datagram.ResetWrittenCount();
        return datagrams;
    }

    private void Acknowledge()
    {
        _ack.ResetWrittenCount();
        new TftpAck(_acked).Write(_ack);
        _sender.OnDatagram(_ack.WrittenSpan, _client, TimeSpan.Zero);
    }
}
