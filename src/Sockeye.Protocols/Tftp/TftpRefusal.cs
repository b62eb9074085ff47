using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tftp;

/// <summary>The answer to a request that is refused: one ERROR, sent once. It is over from the start.</summary>
/// <param name="client">Who asked.</param>
/// <param name="code">Why; the text is the one of the RFC.</param>
public sealed class TftpRefusal(EndPoint client, TftpErrorCode code) : IDatagramMachine
{
    private bool _wasSent;

    /// <inheritdoc/>
    public TimeSpan? Deadline => null;

    /// <inheritdoc/>
    public bool IsFinished => true;

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
    }

    /// <inheritdoc/>
    public void OnDeadline(TimeSpan now)
    {
    }

    /// <inheritdoc/>
    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
    {
        to = client;
        if (_wasSent)
            return false;

        _wasSent = true;
        TftpError.Write(datagram, code, TftpError.TextOf(code));
        return true;
    }
}
