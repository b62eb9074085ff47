namespace Sockeye.Protocols.Http;

/// <summary>A part of a representation, within it and not empty.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How many bytes; at least one.</param>
public readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>The first byte behind it.</summary>
    public long End => Offset + Length;

    /// <summary>The value of Content-Range (RFC 9110 §14.4).</summary>
    /// <param name="whole">Bytes of the whole representation.</param>
    public string ContentRange(long whole) => $"bytes {Offset}-{End - 1}/{whole}";
}
