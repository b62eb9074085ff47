using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Upper;
using Sockeye.Protocols.Wire;

namespace Sockeye.MicroBench;

/// <summary>On 4 KiB of text each.</summary>
public class TextTransforming
{
    private const int Bytes = 4096;

    private readonly byte[] _ascii = Encoding.UTF8.GetBytes(new string('x', Bytes));
    private readonly byte[] _greek = Encoding.UTF8.GetBytes(new string('λ', Bytes / 2));
    private readonly ArrayBufferWriter<byte> _output = new(4 * Bytes);
    private readonly UpperCaser _upper = new();

    [Benchmark]
    public int UpperAscii() => Upper(_ascii);

    [Benchmark]
    public int UpperGreek() => Upper(_greek);

    [Benchmark]
    public string Printable() => PrintableText.Escape(_ascii, Bytes);

    [Benchmark]
    public string Hex() => HexDump.Format(_ascii);

    private int Upper(byte[] text)
    {
        _output.ResetWrittenCount();
        _upper.Transform(text, _output);
        return _output.WrittenCount;
    }
}
