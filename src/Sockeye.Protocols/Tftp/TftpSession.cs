using System.Buffers;
using System.Net;
using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Tftp;

/// <summary>What sender and receiver share: who the peer is, packets of strangers, errors, and the outcome.</summary>
/// <remarks>
/// A transfer is named by the two ports, the transfer identifiers (RFC 1350 §4). A client sends its request to the
/// server's well-known port and learns the server's identifier from the first answer.
/// </remarks>
/// <param name="peer">The client, or where the server takes requests.</param>
/// <param name="isKnown">Whether that is already the identifier of the transfer.</param>
internal sealed class TftpSession(EndPoint peer, bool isKnown)
{
    private const int MinBytes = 4; // ACK, the shortest packet (RFC 1350 §5)

    private EndPoint? _stranger;
    private bool _errorDue;

    /// <summary>Whom to send to.</summary>
    public EndPoint Peer { get; private set; } = peer;

    /// <summary>Whether the peer has answered, or came to us.</summary>
    public bool IsKnown { get; private set; } = isKnown;

    public TftpOutcome Outcome { get; private set; }

    public bool IsRunning => Outcome.Status == TftpStatus.Running;

    /// <summary>
    /// Decides whether a datagram belongs to this transfer, and is not an ERROR, which is dealt with here.
    /// </summary>
    public bool Admits(ReadOnlySpan<byte> datagram, EndPoint from)
    {
        if (!TryReadOpcode(datagram, out TftpOpcode opcode) || opcode is < TftpOpcode.Data or > TftpOpcode.OptionAck)
            return false;
        if (!IsPeer(from))
        {
            // "An error packet should be sent to the source of the incorrect packet, while not disturbing the
            // transfer" (RFC 1350 §4). One at a time, and none for an error: they are never answered.
            if (opcode != TftpOpcode.Error)
                _stranger = from;
            return false;
        }

        if (opcode != TftpOpcode.Error)
            return true;
        if (IsRunning && TftpError.TryParse(datagram, out TftpError error))
            Outcome = new TftpOutcome(TftpStatus.EndedByPeer, error.Code, TextOf(error));
        return false;
    }

    /// <summary>Whether the peer sent its request once more, for it has seen no answer.</summary>
    public bool IsRequest(ReadOnlySpan<byte> datagram, EndPoint from) =>
        TryReadOpcode(datagram, out TftpOpcode opcode)
        && opcode is TftpOpcode.ReadRequest or TftpOpcode.WriteRequest && IsPeer(from);

    /// <summary>The first good answer came from here: from now on this is the peer.</summary>
    public void Meet(EndPoint from)
    {
        if (!IsKnown)
            (Peer, IsKnown) = (from, true);
    }

    public void Complete() => End(TftpStatus.Done, TftpErrorCode.NotDefined, "");

    public void TimeOut() => End(TftpStatus.TimedOut, TftpErrorCode.NotDefined, "the peer did not answer");

    /// <summary>Ends the transfer and tells the peer, with the fixed text of the code.</summary>
    public void Fail(TftpStatus status, TftpErrorCode code, string message)
    {
        if (!IsRunning)
            return;

        End(status, code, message);
        _errorDue = true;
    }

    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, out EndPoint to)
    {
        to = Peer;
        if (_stranger is not null)
        {
            (to, _stranger) = (_stranger, null);
            TftpError.Write(
                datagram, TftpErrorCode.UnknownTransferId, TftpError.TextOf(TftpErrorCode.UnknownTransferId));
            return true;
        }

        if (!_errorDue)
            return false;

        _errorDue = false;
        TftpError.Write(datagram, Outcome.Error, TftpError.TextOf(Outcome.Error));
        return true;
    }

    private static bool TryReadOpcode(ReadOnlySpan<byte> datagram, out TftpOpcode opcode)
    {
        var reader = new Wire.SpanReader(datagram);
        bool wasRead = reader.TryReadUInt16(out ushort value);
        opcode = (TftpOpcode)value;
        return wasRead && datagram.Length >= MinBytes; // less than a packet must not get an ERROR, which is longer
    }

    private static string TextOf(TftpError error) =>
        error.Text.IsEmpty ? TftpError.TextOf(error.Code) : PrintableText.Escape(error.Text, maxChars: 200); // a line

    // Before the first answer its port is open, but its host is the one we asked.
    private bool IsPeer(EndPoint from)
    {
        if (from is not IPEndPoint ip || Peer is not IPEndPoint known)
            return !IsKnown || from.Equals(Peer);

        // One socket may report an IPv4 peer as such and another as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2).
        bool isSameHost = ip.Address.Equals(known.Address) || ip.Address.MapToIPv6().Equals(known.Address.MapToIPv6());
        return isSameHost && (!IsKnown || ip.Port == known.Port);
    }

    private void End(TftpStatus status, TftpErrorCode code, string message)
    {
        if (IsRunning)
            Outcome = new TftpOutcome(status, code, message);
    }
}
