using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tftp;

/// <summary>Sends one file: a server that was asked for it, or a client that offers it.</summary>
/// <remarks>
/// <para>States: the opening (a request or an OACK repeated until answered), then windows of DATA, each sent again from
/// the first block that was not acknowledged (RFC 7440 §4), until the ACK of the last block.</para>
/// <para>Blocks are counted with 64 bits here and with 16 bits on the wire, where they roll over to 0.</para>
/// </remarks>
public sealed class TftpSender : IDatagramMachine
{
    private readonly TftpSession _session;
    private readonly TftpSettings _settings;
    private readonly IBlockSource _source;
    private readonly TftpRequest? _request; // of a client: our own
    private readonly TftpOptions _offer; // of a server: the OACK
    private TftpRetry _retry;
    private bool _isOpening;
    private bool _openingDue = true;

    private long _acked; // all blocks up to it have arrived
    private long _next = 1; // the block to send next
    private long _highest; // the last block ever sent
    private long _last = long.MaxValue; // the block that ends the file, once it is known
    private bool _wasResent; // something after _acked was sent again
    private bool _expectsDuplicate; // the window before was sent twice, so its ACK may come twice

    private TftpSender(
        TftpSession session, TftpSettings settings, IBlockSource source, TftpMode mode,
        TftpRequest? request, TftpOptions offer)
    {
        _session = session;
        _settings = settings;
        _source = mode == TftpMode.Netascii
            ? new NetasciiSource(source, settings.MaxWindowBlocks + 1)
            : source;
        _request = request;
        _offer = offer;
        Terms = request is null ? TftpNegotiation.TermsOf(offer, settings) : TftpTerms.WithoutOptions(settings);
        _isOpening = request is not null || !offer.IsEmpty;
        int tries = _isOpening ? settings.MaxTries : Math.Min(TftpSettings.MaxUnansweredBlocks, settings.MaxTries);
        _retry = new TftpRetry(Terms.Timeout, tries);
        if (_source.Length is { } length)
            _last = (length / Terms.BlockBytes) + 1;
    }

    /// <summary>How it ended, or that it has not.</summary>
    public TftpOutcome Outcome => _session.Outcome;

    /// <summary>What was agreed on. Until the first answer: what would be without options.</summary>
    public TftpTerms Terms { get; private set; }

    /// <summary>Bytes of the file, as on the wire, that the peer has acknowledged.</summary>
    public long AckedBytes => Math.Min(_acked * Terms.BlockBytes, _source.Length ?? long.MaxValue);

    /// <summary>Whether the peer has answered.</summary>
    public bool HasPeer => _session.IsKnown;

    /// <inheritdoc/>
    public TimeSpan? Deadline => IsFinished ? null : _retry.Deadline;

    /// <inheritdoc/>
    public bool IsFinished => !_session.IsRunning;

    /// <summary>A server's side of a read request.</summary>
    /// <param name="request">The request; its mode is known.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="source">The file; the machine does not close it.</param>
    /// <param name="settings">What we agree to.</param>
    public static TftpSender Serve(TftpRequest request, EndPoint client, IBlockSource source, TftpSettings settings)
    {
        TftpMode mode = request.Mode ?? throw new LocalProtocolException(
            "a request in an unknown mode cannot be served");
        // Of netascii nobody knows it; and curl takes a tsize of 0 for an error when it downloads.
        long? length = mode == TftpMode.Octet && source.Length > 0 ? source.Length : null;
        TftpOptions offer = TftpNegotiation.Agree(request.Options, settings, length);
        return new TftpSender(new TftpSession(client, isKnown: true), settings, source, mode, null, offer);
    }

    /// <summary>A client's side of a write request.</summary>
    /// <param name="fileName">The name to ask for.</param>
    /// <param name="mode">How to send.</param>
    /// <param name="server">Where the server takes requests.</param>
    /// <param name="source">The file; the machine does not close it.</param>
    /// <param name="settings">What we would like.</param>
    public static TftpSender Put(
        string fileName, TftpMode mode, EndPoint server, IBlockSource source, TftpSettings settings)
    {
        long? length = mode == TftpMode.Octet ? source.Length : null;
        var request = new TftpRequest(true, fileName, mode, TftpNegotiation.Ask(settings, length));
        return new TftpSender(
            new TftpSession(server, isKnown: false), settings, source, mode, request, TftpOptions.None);
    }

    /// <summary>Gives up and tells the peer. Nothing happens when it is already over.</summary>
    public void Abort() => _session.Fail(TftpStatus.Aborted, TftpErrorCode.NotDefined, "the transfer was given up");

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
        if (_request is null && !IsFinished && _session.IsRequest(datagram, from))
            OnRequestRepeated();
        if (!_session.Admits(datagram, from) || IsFinished)
            return;
        if (TftpAck.TryParse(datagram, out TftpAck ack))
            OnAck(ack.Block, from);
        else if (_isOpening && _request is not null && TftpOptionAck.TryParse(datagram, out TftpOptionAck options))
            OnOptionAck(options, from);
    }

    /// <inheritdoc/>
    public void OnDeadline(TimeSpan now)
    {
        if (IsFinished || !_retry.IsDue(now))
            return;

        if (!_retry.TryAgain())
            _session.TimeOut();
        else if (_isOpening)
            _openingDue = true;
        else
            GoBack();
    }

    /// <inheritdoc/>
    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
    {
        if (_session.TryTakeOutgoing(datagram, out to))
            return true;

        to = _session.Peer;
        bool wasTaken = !IsFinished && (_isOpening ? TryTakeOpening(datagram) : TryTakeBlock(datagram));
        if (wasTaken)
            _retry.Restart(now);
        return wasTaken || _session.TryTakeOutgoing(datagram, out to); // reading the block may have failed
    }

    private bool TryTakeOpening(IBufferWriter<byte> datagram)
    {
        if (!_openingDue)
            return false;

        _openingDue = false;
        if (_request is not null)
            _request.Write(datagram);
        else
            new TftpOptionAck(_offer).Write(datagram);
        return true;
    }

    private bool TryTakeBlock(IBufferWriter<byte> datagram)
    {
        if (_next > Math.Min(_acked + Terms.WindowBlocks, _last))
            return false;

        long offset = (_next - 1) * Terms.BlockBytes;
        int wanted = (int)Math.Min(Terms.BlockBytes, (_source.Length ?? long.MaxValue) - offset);
        Span<byte> packet = datagram.GetSpan(TftpData.HeaderBytes + wanted);
        if (!TryRead(offset, packet.Slice(TftpData.HeaderBytes, wanted), out int read))
            return false;

        if (read < Terms.BlockBytes)
            _last = _next;
        TftpData.WriteHeader(packet, (ushort)_next);
        datagram.Advance(TftpData.HeaderBytes + read);
        _highest = Math.Max(_highest, _next);
        _next++;
        return true;
    }

    private bool TryRead(long offset, Span<byte> block, out int read)
    {
        read = 0;
        try
        {
            read = _source.Read(offset, block);
        }
        catch (IOException)
        {
            _session.Fail(TftpStatus.LocalFailure, TftpErrorCode.NotDefined, "the file could not be read");
            return false;
        }

        // A short block would tell the peer that the file is complete.
        if (read < block.Length && _source.Length is not null)
            _session.Fail(TftpStatus.LocalFailure, TftpErrorCode.NotDefined, "the file shrank while it was sent");
        return !IsFinished;
    }

    // Our first packet was lost, or is under way: a client that has seen it does not ask again.
    private void OnRequestRepeated()
    {
        if (_isOpening)
            _openingDue = true;
        else if (_acked == 0)
            GoBack();
    }

    private void OnOptionAck(TftpOptionAck answer, EndPoint from)
    {
        _session.Meet(from);
        if (!TftpNegotiation.IsAcceptable(answer, _request!.Options))
        {
            _session.Fail(
                TftpStatus.PeerBrokeProtocol, TftpErrorCode.OptionsRefused, "the server agreed to what was not asked");
            return;
        }

        StartSending(TftpNegotiation.TermsOf(answer.Options, _settings));
    }

    private void OnAck(ushort block, EndPoint from)
    {
        if (_isOpening)
        {
            if (block != 0)
                return;

            _session.Meet(from);
            StartSending(Terms); // of a client: the server knows no options; of a server: as offered
            return;
        }

        // How far ahead of the last one; an old ACK is far ahead, beyond all that was sent.
        int ahead = (ushort)(block - (ushort)_acked);
        if (ahead == 0)
            OnDuplicateAck();
        else if (ahead <= _highest - _acked)
            OnProgress(_acked + ahead);
    }

    private void OnProgress(long acked)
    {
        if (_acked == 0 && _request is null && _offer.IsEmpty)
            _retry = new TftpRetry(Terms.Timeout, _settings.MaxTries); // the client is real
        _retry.OnProgress();
        _acked = acked;
        _next = acked + 1; // an ACK inside the window says that the next block was lost (RFC 7440 §4)
        (_expectsDuplicate, _wasResent) = (_wasResent, false);
        if (_acked == _last)
            _session.Complete();
    }

    // One block at a time, a duplicate is never answered: it would double every later packet (RFC 1123 §4.2.3.1).
    // In a window it may say that the first block was lost. It is then answered once, and never where a window
    // sent twice explains it.
    private void OnDuplicateAck()
    {
        if (Terms.WindowBlocks > 1 && !_wasResent && !_expectsDuplicate)
            GoBack();
        _expectsDuplicate = false;
    }

    private void GoBack()
    {
        _next = _acked + 1;
        _wasResent = true;
    }

    private void StartSending(TftpTerms terms)
    {
        Terms = terms;
        _expectsDuplicate = true; // the opening may have been sent, and answered, twice
        _isOpening = false;
        _retry = new TftpRetry(terms.Timeout, _settings.MaxTries);
        if (_source.Length is { } length)
            _last = (length / terms.BlockBytes) + 1;
    }
}
