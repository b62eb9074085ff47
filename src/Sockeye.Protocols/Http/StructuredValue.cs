namespace Sockeye.Protocols.Http;

/// <summary>One bare item of a structured field (RFC 9651 §3.3), of the kinds that our fields have.</summary>
/// <param name="Boolean">For <c>?0</c> and <c>?1</c>.</param>
/// <param name="Number">For up to 15 digits.</param>
/// <param name="Text">For a string or a token.</param>
/// <param name="Bytes">For <c>:base64:</c>.</param>
public readonly record struct StructuredValue(
    bool? Boolean = null, long? Number = null, string? Text = null, ReadOnlyMemory<byte>? Bytes = null);
