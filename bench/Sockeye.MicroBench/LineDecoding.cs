using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Framing;

namespace Sockeye.MicroBench;

public class LineDecoding
{
    private const int Lines = 16;
    private static readonly string Line = new string('x', 78) + "\r\n";

    private readonly LineDecoder _decoder = new(LineDecoder.DefaultMaxLineBytes);
    private readonly ReadOnlySequence<byte> _many = Input.Of(string.Concat(Enumerable.Repeat(Line, Lines)));
    private readonly ReadOnlySequence<byte> _across = Input.InTwo(Line);

    /// <summary>Per line of 80 bytes.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public long OneOfMany()
    {
        ReadOnlySequence<byte> input = _many;
        long bytes = 0;
        while (_decoder.TryDecode(ref input, out ReadOnlySequence<byte> line))
            bytes += line.Length;
        return bytes;
    }

    [Benchmark]
    public bool AcrossTwoBuffers()
    {
        ReadOnlySequence<byte> input = _across;
        return _decoder.TryDecode(ref input, out _);
    }
}
