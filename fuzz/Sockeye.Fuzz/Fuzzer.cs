using System.Text;
using System.Text.RegularExpressions;

namespace Sockeye.Fuzz;

/// <summary>Makes inputs of a corpus, by a seed: the same seed makes the same inputs.</summary>
/// <remarks>
/// A corpus is a text: an input per line, with the escapes of C#; lines that begin with # are remarks.
/// </remarks>
public sealed class Fuzzer
{
    private const int MaxInputBytes = 4096; // our choice: several commands or lines; limits are tested elsewhere
    private const int MaxMutations = 6; // per input, our choice: enough to be odd, few enough to be almost right

    private readonly FuzzTarget _target;
    private readonly List<byte[]> _corpus;
    private readonly Random _random;

    /// <summary>Fuzzes a target.</summary>
    /// <param name="target">Which.</param>
    /// <param name="seed">Any number.</param>
    public Fuzzer(FuzzTarget target, int seed)
    {
        (_target, _random) = (target, new Random(seed));
        _corpus = [.. Corpus(target.Name)];
    }

    /// <summary>Runs the corpus itself, and inputs made of it.</summary>
    /// <param name="inputs">How many; fewer by the target's cost.</param>
    /// <returns>How many inputs held.</returns>
    /// <exception cref="FuzzException">The target does not hold.</exception>
    public int Run(int inputs)
    {
        foreach (byte[] input in _corpus)
            Try(input);
        int made = Math.Max(1, inputs / _target.Cost);
        for (int input = 0; input < made; input++)
            Try(Mutate());
        return _corpus.Count + made;
    }

    private static IEnumerable<byte[]> Corpus(string name)
    {
        using Stream resource = typeof(Fuzzer).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"there is no corpus {name}");
        using var reader = new StreamReader(resource);
        foreach (string line in reader.ReadToEnd().Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#')
                yield return BytesOf(Regex.Unescape(line));
        }
    }

    // Up to U+00FF a character is a byte, so that a corpus can have any.
    private static byte[] BytesOf(string text) =>
        text.All(character => character <= 0xff) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);

    private byte[] Mutate()
    {
        var input = new List<byte>(Any());
        for (int left = _random.Next(1, MaxMutations + 1); left > 0; left--)
            MutateOnce(input);
        return [.. input.Take(MaxInputBytes)];
    }

    private void MutateOnce(List<byte> input)
    {
        int at = _random.Next(input.Count + 1);
        int length = Math.Min(_random.Next(1, 16), input.Count - at);
        switch (_random.Next(7))
        {
            case 0 when at < input.Count: input[at] ^= (byte)(1 << _random.Next(8)); break;
            case 1 when at < input.Count: input[at] = (byte)_random.Next(256); break;
            case 2: input.InsertRange(at, Enumerable.Repeat((byte)_random.Next(256), _random.Next(1, 8))); break;
            case 3: input.RemoveRange(at, length); break;
            case 4: input.InsertRange(at, input.GetRange(at, length)); break;
            case 5: input.InsertRange(at, Any()); break;
            default: input.AddRange(Any()); break;
        }
    }

    private byte[] Any() => _corpus[_random.Next(_corpus.Count)];

    private void Try(byte[] input)
    {
        try
        {
            _target.Run(input);
        }
        catch (Exception cause)
        {
            throw new FuzzException(_target, input, cause);
        }
    }
}
