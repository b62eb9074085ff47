using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Talk;

namespace Sockeye.MicroBench;

public class TalkLines
{
    private readonly ReadOnlySequence<byte> _line = Input.Of("how are you today?");
    private readonly ArrayBufferWriter<byte> _output = new(256);

    [Benchmark]
    public string Read() => TalkLine.Read(_line);

    [Benchmark]
    public bool IsBye() => TalkLine.IsBye(_line);

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        TalkLine.Write("how are you today?", _output);
        return _output.WrittenCount;
    }
}
