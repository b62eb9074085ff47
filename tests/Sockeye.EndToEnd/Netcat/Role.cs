namespace Sockeye.EndToEnd.Netcat;

/// <summary>What our side does; the peer does the other.</summary>
public enum Role
{
    Listen,
    Connect,
}
