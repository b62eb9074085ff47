using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Tftp;

namespace Sockeye.MicroBench;

public class TftpPackets
{
    private readonly byte[] _request;
    private readonly byte[] _optionAck;
    private readonly byte[] _error;
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
        output.Clear();
        TftpError.Write(output, TftpErrorCode.DiskFull, "there is no room left");
        _error = output.WrittenSpan.ToArray();
        TftpData.WriteHeader(_data, 7);
    }

    [Benchmark]
    public bool ParseRequest() => Input.Accepted(TftpRequest.TryParse(_request, out _));

    [Benchmark]
    public bool ParseOptionAck() => Input.Accepted(TftpOptionAck.TryParse(_optionAck, out _));

    [Benchmark]
    public bool ParseAck() => Input.Accepted(TftpAck.TryParse(_ack, out _));

    [Benchmark]
    public bool ParseError() => Input.Accepted(TftpError.TryParse(_error, out _));

    [Benchmark]
    public bool ParseData() => Input.Accepted(TftpData.TryParse(_data, out _));
}
