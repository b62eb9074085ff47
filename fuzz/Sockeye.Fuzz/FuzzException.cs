using Sockeye.Protocols.Text;

namespace Sockeye.Fuzz;

/// <summary>An input that a target does not hold against.</summary>
/// <param name="target">Which target.</param>
/// <param name="input">The bytes.</param>
/// <param name="cause">What it did.</param>
public sealed class FuzzException(FuzzTarget target, ReadOnlySpan<byte> input, Exception cause)
    : Exception($"{target.Name}: {cause.Message}\ninput: {PrintableText.Escape(input, maxChars: 100_000)}", cause);
