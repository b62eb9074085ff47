namespace Sockeye.Transports;

/// <summary>Knows what has reached the peer's side of what it was given to send.</summary>
public interface IDeliveryReport
{
    /// <summary>Looks; also after the end, when it tells how it was then.</summary>
    Delivery Look();
}
