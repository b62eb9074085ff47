namespace Sockeye.Protocols.Http;

/// <summary>How content is compressed (RFC 9110 §8.4.1).</summary>
public enum ContentCoding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary><c>gzip</c> (RFC 1952).</summary>
    Gzip,

    /// <summary><c>br</c> (RFC 7932).</summary>
    Brotli,
}
