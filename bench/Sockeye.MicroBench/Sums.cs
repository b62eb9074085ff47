using BenchmarkDotNet.Attributes;
using Sockeye.Protocols.Wire;

namespace Sockeye.MicroBench;

public class Sums
{
    private readonly byte[] _data = new byte[64 * 1024];
    private readonly string _text = Sha256Sum.Of("test"u8).ToString();
    private readonly Sha256Sum _sum = Sha256Sum.Of("test"u8);

    [Benchmark]
    public Sha256Sum Of64KiB() => Sha256Sum.Of(_data);

    [Benchmark]
    public bool Parse() => Sha256Sum.TryParse(_text, out _);

    [Benchmark]
    public string Write() => _sum.ToString();
}
