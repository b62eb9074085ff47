namespace Sockeye.Transports;

/// <summary>A peer may mark what it sends as urgent (RFC 9293 §3.8.5).</summary>
public interface IUrgentInput
{
    /// <summary>Leaves it in its place in the stream. Otherwise the last byte of it is lost.</summary>
    void KeepUrgentBytes();
}
