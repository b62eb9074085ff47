namespace Sockeye.Protocols.Http;

/// <summary>What the conditions of a request come to (RFC 9110 §13.2).</summary>
public enum Verdict
{
    /// <summary>Do what was asked.</summary>
    Proceed,

    /// <summary>304: the client has it already.</summary>
    NotModified,

    /// <summary>412: it is not in the state that the client thought.</summary>
    Failed,
}
