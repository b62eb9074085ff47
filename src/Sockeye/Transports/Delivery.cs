namespace Sockeye.Transports;

/// <summary>How much of what was sent over a connection has reached the peer's side.</summary>
/// <remarks>
/// The peer's side is its kernel: whether its program reads what has arrived there, nobody is told. Both are counted by
/// the lowest layer: of TLS they are bytes of records.
/// </remarks>
/// <param name="Sent">Bytes handed to the transport so far.</param>
/// <param name="Delivered">How many of them the peer's side has.</param>
public readonly record struct Delivery(long Sent, long Delivered)
{
    /// <summary>How many of them are on their way.</summary>
    public long UnderWay => Math.Max(0, Sent - Delivered);

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsComplete => Delivered >= Sent;
}
