using System.Net;

namespace Sockeye.Driving;

/// <summary>Decides what a driver may send while its peer may have made its address up.</summary>
/// <remarks>Asked by the driver, one call at a time.</remarks>
internal interface IExchangeGuard
{
    /// <summary>Nothing more may be said to the peer, not even at the end.</summary>
    bool IsSilenced { get; }

    /// <summary>Something came by the exchange's own socket.</summary>
    /// <param name="from">Who sent it, as far as the network tells.</param>
    void OnReceived(EndPoint from);

    /// <summary>The exchange has not ended by what its peer sent last, or it has ended well.</summary>
    void GoesOn();

    /// <summary>Counts a datagram that is due; false when it must not be sent.</summary>
    /// <param name="bytes">Its length.</param>
    bool MaySend(int bytes);
}
