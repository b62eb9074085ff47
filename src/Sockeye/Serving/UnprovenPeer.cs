namespace Sockeye.Serving;

/// <summary>
/// What may be sent to a peer that has not answered: somebody else may have made its address up, to have us send there.
/// </summary>
/// <remarks>
/// One datagram for each request, as its protocol has it (a first DATA block of TFTP is 516 bytes, whatever the
/// request, RFC 1350); more of them only while all together are less than ten times what came from there. Safe from any
/// thread.
/// </remarks>
/// <param name="requestBytes">The length of the request.</param>
internal sealed class UnprovenPeer(int requestBytes)
{
    /// <summary>All that is sent is less than so many times what was received: ten, our choice.</summary>
    public const int MaxFactor = 10;

    private readonly Lock _lock = new();
    private int _requests = 1;
    private long _received = requestBytes;
    private int _datagramsSent;
    private long _sent;
    private volatile bool _hasAnswered;

    /// <summary>Whether anything came from there that our answer must have brought about.</summary>
    public bool HasAnswered => _hasAnswered;

    /// <summary>It is at its address: nothing is held back any more.</summary>
    public void Answered() => _hasAnswered = true;

    /// <summary>The same request came again.</summary>
    public void RequestRepeated()
    {
        lock (_lock)
        {
            _requests++;
            _received += requestBytes;
        }
    }

    /// <summary>Counts a datagram that is due; false when it must not be sent.</summary>
    public bool MaySend(int bytes)
    {
        if (_hasAnswered)
            return true;

        lock (_lock)
        {
            if (_datagramsSent >= _requests && _sent + bytes >= MaxFactor * _received)
                return false;

            _datagramsSent++;
            _sent += bytes;
            return true;
        }
    }
}
