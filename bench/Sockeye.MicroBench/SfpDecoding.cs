using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Sfp;

namespace Sockeye.MicroBench;

public class SfpDecoding
{
    private const string Sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string Time = "2026-01-31T12:34:56.7890123Z";

    private readonly SfpRequestDecoder _requests = new();
    private readonly SfpAnswerDecoder _answers = new();
    private readonly SfpEntryDecoder _entries = new();
    private readonly ReadOnlySequence<byte> _get = Input.Of("GET docs/protocols/sfp.md\n");
    private readonly ReadOnlySequence<byte> _getInTwo = Input.InTwo("GET docs/protocols/sfp.md\n");
    private readonly ReadOnlySequence<byte> _range = Input.Of("RANGE 1048576 - docs/protocols/sfp.md\n");
    private readonly ReadOnlySequence<byte> _put = Input.Of($"PUT 1048576 {Sum} docs/protocols/sfp.md\n");
    private readonly ReadOnlySequence<byte> _content = Input.Of($"OK 1048576 {Time} {Sum}\n");
    private readonly ReadOnlySequence<byte> _entry = Input.Of($"file 1048576 {Time} docs/protocols/sfp.md\n");

    [Benchmark]
    public bool RequestGet() => Decode(_get);

    [Benchmark]
    public bool RequestGetInTwo() => Decode(_getInTwo);

    [Benchmark]
    public bool RequestRange() => Decode(_range);

    [Benchmark]
    public bool RequestPut() => Decode(_put);

    [Benchmark]
    public bool AnswerContent()
    {
        ReadOnlySequence<byte> input = _content;
        return Input.Accepted(_answers.TryDecode(ref input, out _));
    }

    [Benchmark]
    public bool Entry()
    {
        ReadOnlySequence<byte> input = _entry;
        return Input.Accepted(_entries.TryDecode(ref input, out _));
    }

    private bool Decode(ReadOnlySequence<byte> input) => Input.Accepted(_requests.TryDecode(ref input, out _));
}
