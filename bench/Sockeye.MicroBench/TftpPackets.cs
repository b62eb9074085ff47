using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Tftp;

namespace Sockeye.MicroBench;

public class TftpPackets
{
    private readonly byte[] _request;
    private readonly byte[] _optionAck;
    private readonly byte[] _ack = [0, 4, 0, 7];
    private readonly byte[] _data = new byte[TftpData.HeaderBytes + TftpSettings.EthernetBlockBytes];

    public TftpPackets()
    {
        var options = new TftpOptions(BlockBytes: TftpSettings.EthernetBlockBytes, TransferBytes: 0, WindowBlocks: 64);
        var output = new ArrayBufferWriter<byte>();
        new TftpRequest(false, "docs/protocols/tftp.md", TftpMode.Octet, options).Write(output);
        _request = output.WrittenSpan.ToArray();
        output.Clear();
        new TftpOptionAck(options).Write(output);
        _optionAck = output.WrittenSpan.ToArray();
        TftpData.WriteHeader(_data, 7);
    }

    [Benchmark]
    public bool ParseRequest() => TftpRequest.TryParse(_request, out _);

    [Benchmark]
    public bool ParseOptionAck() => TftpOptionAck.TryParse(_optionAck, out _);

    [Benchmark]
    public bool ParseAck() => TftpAck.TryParse(_ack, out _);

    [Benchmark]
    public bool ParseData() => TftpData.TryParse(_data, out _);
}
