namespace Sockeye.EndToEnd.Netcat;

/// <summary>Programs that do what <c>sockeye listen</c> and <c>connect</c> do.</summary>
public enum PeerProgram
{
    Netcat,
    Ncat,
    Socat,
    Python,
}
