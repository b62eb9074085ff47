namespace Sockeye.Tracing;

/// <summary>
/// What a call does to its socket, whatever its name: <c>send</c>, <c>write</c> and <c>sendfile</c> all send.
/// </summary>
public enum CallKind
{
    /// <summary>
    /// Nothing that the ladder follows: an option, an address that is asked for, a look without taking.
    /// </summary>
    Other,

    /// <summary>Opens a socket: <c>socket</c>, <c>socketpair</c>.</summary>
    Open,

    /// <summary>Takes a local address.</summary>
    Bind,

    /// <summary>Lets peers connect.</summary>
    Listen,

    /// <summary>Takes a peer that connected, as a new socket.</summary>
    Accept,

    /// <summary>Reaches a peer.</summary>
    Connect,

    /// <summary>Sends bytes.</summary>
    Send,

    /// <summary>Receives bytes; of a stream, 0 are its end.</summary>
    Receive,

    /// <summary>Ends the sending direction.</summary>
    EndSending,

    /// <summary>Frees the socket, by <c>close</c> or by the end of its process.</summary>
    Close,
}
