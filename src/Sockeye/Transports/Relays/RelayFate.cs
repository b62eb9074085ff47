namespace Sockeye.Transports.Relays;

/// <summary>What a relay decided to do with one datagram.</summary>
/// <param name="Copies">0 is lost, 2 is doubled.</param>
/// <param name="IsHeld">The first copy is sent later.</param>
internal readonly record struct RelayFate(int Copies, bool IsHeld)
{
    /// <summary>
    /// Decides by chance; always takes three numbers, so that one share does not change the others' luck.
    /// </summary>
    public static RelayFate Draw(RelayFaults faults, Random random)
    {
        bool isLost = random.NextDouble() < faults.Loss;
        bool isDoubled = random.NextDouble() < faults.Duplication;
        bool isHeld = random.NextDouble() < faults.Reordering;
        return isLost ? new RelayFate(0, false) : new RelayFate(isDoubled ? 2 : 1, isHeld);
    }
}
