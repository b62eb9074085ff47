using System.Net;

namespace Sockeye.Probing.Probes;

/// <summary>What came of trying an address.</summary>
/// <param name="Address">Which.</param>
/// <param name="State">What can be said of it.</param>
/// <param name="Errno">The system's error number; 0 when there was no error.</param>
/// <param name="Reason">The error in words; null when there was none.</param>
/// <param name="Connecting">How long it took to connect, or to fail; of datagrams until the answer.</param>
/// <param name="Tls">What the TLS handshake showed; null without one.</param>
public sealed record ProbeOutcome(
    EndPoint Address, ProbeState State, int Errno, string? Reason, TimeSpan Connecting, TlsReport? Tls = null);

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
