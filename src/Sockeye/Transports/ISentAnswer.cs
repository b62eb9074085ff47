namespace Sockeye.Transports;

/// <summary>
/// An answer that was sent over a connection, until it is known whether the peer's side has it. See
/// <see cref="Deliveries"/>.
/// </summary>
public interface ISentAnswer
{
    /// <summary>How many bytes of content it has.</summary>
    long Bytes { get; }

    /// <summary>From now on its end is told by one of the others, and by nothing else. Called once.</summary>
    void OnFollowed();

    /// <summary>The peer's side has all of it.</summary>
    void OnDelivered();

    /// <summary>The peer's side will never have all of it.</summary>
    /// <param name="undelivered">How many bytes it lacks, at least; perhaps none of the content.</param>
    void OnCutOff(long undelivered);
}
