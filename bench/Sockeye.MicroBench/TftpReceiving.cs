using System.Buffers;
using System.Net;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Tftp;

namespace Sockeye.MicroBench;

/// <summary>A server's side of a write request: windows of 64 blocks of 1,428 bytes, one ACK each.</summary>
public class TftpReceiving
{
    private const int WindowBlocks = 64;

    private readonly IPEndPoint _client = new(IPAddress.Loopback, 2_000);
    private readonly ArrayBufferWriter<byte> _reply = new(64);
    private readonly byte[] _data = new byte[TftpData.HeaderBytes + TftpSettings.EthernetBlockBytes];
    private TftpReceiver _receiver = null!;
    private ushort _block;

    [GlobalSetup]
    public void Open()
    {
        var settings = new TftpSettings { MaxFileBytes = 1L << 60 };
        var options = new TftpOptions(BlockBytes: TftpSettings.EthernetBlockBytes, WindowBlocks: WindowBlocks);
        var request = new TftpRequest(true, "file", TftpMode.Octet, options);
        _receiver = TftpReceiver.Accept(request, _client, new Zeros(), settings);
        _block = 0;
        TakeAll(); // the OACK
    }

    /// <summary>Per block.</summary>
    [Benchmark(OperationsPerInvoke = WindowBlocks)]
    public int Window()
    {
        for (int i = 0; i < WindowBlocks; i++)
        {
            TftpData.WriteHeader(_data, ++_block); // rolls over as on the wire
            _receiver.OnDatagram(_data, _client, TimeSpan.Zero);
        }

        int acks = TakeAll();
        return acks == 1 ? acks : throw new InvalidOperationException($"{acks} ACKs after a window");
    }

    private int TakeAll()
    {
        int datagrams = 0;
        for (_reply.ResetWrittenCount(); _receiver.TryTakeOutgoing(_reply, TimeSpan.Zero, out _); datagrams++)
            _reply.ResetWrittenCount();
        return datagrams;
    }
}
