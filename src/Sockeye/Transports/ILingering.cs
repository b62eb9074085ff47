namespace Sockeye.Transports;

/// <summary>Waits a little at its end, for the peer's.</summary>
public interface ILingering
{
    /// <summary>Lets it not wait any more, if all is sent and the peer's end is all it waits for.</summary>
    /// <returns>Whether it was so.</returns>
    bool TryEndLinger();
}
