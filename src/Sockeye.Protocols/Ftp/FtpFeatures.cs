namespace Sockeye.Protocols.Ftp;

/// <summary>What a server says it can do: its reply to FEAT (RFC 2389 §3).</summary>
public sealed class FtpFeatures
{
    private readonly Dictionary<string, string> _features = new(StringComparer.OrdinalIgnoreCase);

    private FtpFeatures(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            ReadOnlySpan<char> rest = line.AsSpan().Trim();
            string word = FtpText.TakeWord(ref rest);
            string parameters = rest.ToString();
            _features[word] = _features.TryGetValue(word, out string? before) ? $"{before};{parameters}" : parameters;
        }
    }

    /// <summary>Of a server that says nothing.</summary>
    public static FtpFeatures None { get; } = new([]);

    /// <summary>Reads the reply; one that refuses is no feature at all.</summary>
    public static FtpFeatures From(FtpReply reply) =>
        reply.Code == 211 && reply.Lines.Count > 2 ? new FtpFeatures(reply.Lines.Skip(1).SkipLast(1)) : None;

    /// <summary>Whether it names the feature.</summary>
    public bool Has(string feature) => _features.ContainsKey(feature);

    /// <summary>Whether it names the feature with that parameter: <c>REST</c> with <c>STREAM</c>.</summary>
    public bool Has(string feature, string parameter) =>
        _features.TryGetValue(feature, out string? parameters) && parameters
            .Split([';', ' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word.TrimEnd('*').IsWord(parameter));
}
