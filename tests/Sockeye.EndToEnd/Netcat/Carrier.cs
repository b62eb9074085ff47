namespace Sockeye.EndToEnd.Netcat;

/// <summary>What carries the bytes.</summary>
public enum Carrier
{
    Tcp,
    Unix,
    Udp,
}
