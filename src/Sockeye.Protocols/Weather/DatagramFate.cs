namespace Sockeye.Protocols.Weather;

/// <summary>What becomes of one datagram on a link.</summary>
/// <param name="First">How long after it was sent it arrives; null is never.</param>
/// <param name="Second">The same of its second copy; null is that there is none.</param>
/// <param name="IsLate">Whether the first was held, to be overtaken.</param>
public readonly record struct DatagramFate(TimeSpan? First, TimeSpan? Second, bool IsLate)
{
    /// <summary>Whether nothing of it arrives.</summary>
    public bool IsLost => First is null;
}
