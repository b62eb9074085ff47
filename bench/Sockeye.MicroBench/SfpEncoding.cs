using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;

namespace Sockeye.MicroBench;

public class SfpEncoding
{
    private static readonly DateTimeOffset Time = new(2026, 1, 31, 12, 34, 56, TimeSpan.Zero);

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly SfpRequestEncoder _requests = new();
    private readonly SfpAnswerEncoder _answers = new();
    private readonly SfpEntryEncoder _entries = new();
    private readonly SfpRequest _get = SfpRequest.Get("docs/protocols/sfp.md");
    private readonly SfpAnswer _content = SfpAnswer.Content(1_048_576, Time, Sha256Sum.Of("test"u8));
    private readonly SfpEntry _entry = SfpEntry.File("docs/protocols/sfp.md", 1_048_576, Time);

    [Benchmark]
    public int RequestGet()
    {
        _output.ResetWrittenCount();
        _requests.Encode(_get, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int AnswerContent()
    {
        _output.ResetWrittenCount();
        _answers.Encode(_content, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Entry()
    {
        _output.ResetWrittenCount();
        _entries.Encode(_entry, _output);
        return _output.WrittenCount;
    }
}
