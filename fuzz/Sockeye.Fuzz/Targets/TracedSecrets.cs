using System.Text;
using Sockeye.Tracing;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a traced program sends, what is shown of it has its length, and a password behind the word of a login is
/// never in it.
/// </summary>
internal static class TracedSecrets
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        ReadOnlyMemory<byte> shown = Secrets.Hide(bytes);
        Invariant.Require(shown.Length == bytes.Length, "another length");
        Invariant.Require(Secrets.Hide(shown).Span.SequenceEqual(shown.Span), "more is hidden the second time");

        byte[] withLogin = [.. bytes, .. "\r\nPASS secret\r\n"u8];
        string all = Encoding.Latin1.GetString(Secrets.Hide(withLogin).Span);
        Invariant.Require(all.EndsWith("PASS ******\r\n", StringComparison.Ordinal), "a password is shown");
    }
}
