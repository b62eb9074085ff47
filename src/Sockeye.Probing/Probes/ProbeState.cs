namespace Sockeye.Probing.Probes;

/// <summary>What can be said of an address after it was tried.</summary>
public enum ProbeState
{
    /// <summary>It accepted the connection; of datagrams: it answered.</summary>
    Open,

    /// <summary>
    /// Nothing came back for a datagram, neither an answer nor a refusal: somebody listens and has nothing to say, or
    /// the datagram was lost, or thrown away on purpose. Nobody can tell from here.
    /// </summary>
    OpenOrFiltered,

    /// <summary>The error number says what happened.</summary>
    Failed,
}
