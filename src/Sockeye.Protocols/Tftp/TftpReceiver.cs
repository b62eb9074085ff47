using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tftp;

/// <summary>Receives one file: a client that asked for it, or a server that it is offered to.</summary>
/// <remarks>
/// <para>States: the opening (a request or an OACK repeated until DATA comes), receiving, storing (the last ACK is held
/// back until the file is safe), dallying (the last ACK may have been lost), over.</para>
/// <para>Blocks are taken in order only. After a gap the last one in order is acknowledged, once, so that the sender
/// goes back (RFC 7440 §4); what follows the gap is dropped until then.</para>
/// </remarks>
public sealed class TftpReceiver : IDatagramMachine
{
    /// <summary>
    /// How many time-outs the receiver waits for a repeated last block: 3, a first one and a doubled one.
    /// </summary>
    public const int DallyTimeouts = 3;

    private readonly TftpSession _session;
    private readonly TftpSettings _settings;
    private readonly IBlockSink _sink;
    private readonly TftpMode _mode;
    private readonly TftpRequest? _request; // of a client: our own
    private readonly TftpOptions _offer; // of a server: the OACK
    private TftpRetry _retry;
    private Phase _phase = Phase.Opening;
    private bool _replyDue = true;

    private long _received; // all blocks up to it are here
    private long _ackAt; // the block that ends the window: its arrival is acknowledged
    private bool _gapWasAcked;
    private bool _sawLoss;
    private int _repeats; // last ACKs repeated while dallying
    private TimeSpan? _dallyUntil;

    private TftpReceiver(
        TftpSession session, TftpSettings settings, IBlockSink sink, TftpMode mode,
        TftpRequest? request, TftpOptions offer)
    {
        _session = session;
        _settings = settings;
        _sink = mode == TftpMode.Netascii ? new NetasciiSink(sink) : sink;
        _mode = mode;
        _request = request;
        _offer = offer;
        Terms = request is null ? TftpNegotiation.TermsOf(offer, settings) : TftpTerms.WithoutOptions(settings);
        _retry = new TftpRetry(Terms.Timeout, settings.MaxTries);
        _ackAt = Terms.WindowBlocks;
    }

    private enum Phase
    {
        Opening,
        Receiving,
        Storing,
        Dallying,
        Over,
    }

    /// <summary>How it ended, or that it has not. While dallying it has.</summary>
    public TftpOutcome Outcome => _session.Outcome;

    /// <summary>What was agreed on. Until the first answer: what would be without options.</summary>
    public TftpTerms Terms { get; private set; }

    /// <summary>Bytes of the file, as on the wire, that have arrived.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>All bytes are here, and <see cref="Confirm"/> is awaited before the peer is told.</summary>
    public bool AwaitsConfirmation => _phase == Phase.Storing && !HasFailed;

    /// <summary>Whether the peer has answered.</summary>
    public bool HasPeer => _session.IsKnown;

    /// <inheritdoc/>
    public TimeSpan? Deadline => IsFinished ? null : _dallyUntil ?? _retry.Deadline;

    /// <inheritdoc/>
    public int BurstBytes => Terms.WindowBlocks * (TftpData.HeaderBytes + Terms.BlockBytes);

    /// <inheritdoc/>
    public bool IsFinished => HasFailed || _phase == Phase.Over;

    private bool HasFailed => Outcome.Status is not (TftpStatus.Running or TftpStatus.Done);

    /// <summary>A server's side of a write request.</summary>
    /// <param name="request">The request; its mode is known.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="sink">Where the file goes; the machine does not close it.</param>
    /// <param name="settings">What we agree to.</param>
    public static TftpReceiver Accept(TftpRequest request, EndPoint client, IBlockSink sink, TftpSettings settings)
    {
        TftpMode mode = request.Mode ?? throw new LocalProtocolException(
            "a request in an unknown mode cannot be served");
        TftpOptions offer = TftpNegotiation.Agree(request.Options, settings, request.Options.TransferBytes);
        var receiver = new TftpReceiver(new TftpSession(client, isKnown: true), settings, sink, mode, null, offer);
        receiver.RefuseIfTooLarge();
        return receiver;
    }

    /// <summary>A client's side of a read request.</summary>
    /// <param name="fileName">The name to ask for.</param>
    /// <param name="mode">How to send.</param>
    /// <param name="server">Where the server takes requests.</param>
    /// <param name="sink">Where the file goes; the machine does not close it.</param>
    /// <param name="settings">What we would like.</param>
    public static TftpReceiver Get(
        string fileName, TftpMode mode, EndPoint server, IBlockSink sink, TftpSettings settings)
    {
        long? askForSize = mode == TftpMode.Octet ? 0 : null;
        var request = new TftpRequest(false, fileName, mode, TftpNegotiation.Ask(settings, askForSize));
        return new TftpReceiver(
            new TftpSession(server, isKnown: false), settings, sink, mode, request, TftpOptions.None);
    }

    /// <summary>The file is stored: the last ACK may go.</summary>
    public void Confirm()
    {
        if (!AwaitsConfirmation)
            throw new LocalProtocolException("there is nothing to confirm: the file is not complete, or already is");
        CompleteTransfer();
    }

    /// <summary>Gives up and tells the peer. Nothing happens when it is already over.</summary>
    /// <param name="code">Why.</param>
    public void Abort(TftpErrorCode code = TftpErrorCode.NotDefined) =>
        _session.Fail(TftpStatus.Aborted, code, "the transfer was given up");

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
        if (_request is null && _phase == Phase.Opening && _session.IsRequest(datagram, from))
            _replyDue = true; // our first packet was lost
        if (!_session.Admits(datagram, from) || IsFinished)
            return;
        if (TftpData.TryParse(datagram, out TftpData data))
            OnData(data, from, now);
        else if (_request is not null && TftpOptionAck.TryParse(datagram, out TftpOptionAck options))
            OnOptionAck(options, from);
    }

    /// <inheritdoc/>
    public void OnDeadline(TimeSpan now)
    {
        if (IsFinished || Deadline is not { } deadline || now < deadline)
            return;

        if (_phase == Phase.Dallying)
        {
            _phase = Phase.Over;
            return;
        }

        _sawLoss = true;
        _gapWasAcked = false;
        if (_retry.TryAgain())
            _replyDue = true;
        else
            _session.TimeOut();
    }

    /// <inheritdoc/>
    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
    {
        if (_session.TryTakeOutgoing(datagram, out to))
            return true;

        to = _session.Peer;
        if (!_replyDue || IsFinished)
            return false;

        _replyDue = false;
        WriteReply(datagram);
        if (_phase == Phase.Dallying)
            Dally(now);
        else
            _retry.Restart(now);
        return true;
    }

    private void WriteReply(IBufferWriter<byte> datagram)
    {
        if (_phase == Phase.Opening && _request is not null)
        {
            _request.Write(datagram);
        }
        else if (_phase == Phase.Opening && !_offer.IsEmpty)
        {
            new TftpOptionAck(_offer).Write(datagram);
        }
        else
        {
            new TftpAck((ushort)_received).Write(datagram);
            _ackAt = _received + Terms.WindowBlocks;
        }
    }

    // The last ACK has just gone. If it was lost, the last block comes again.
    private void Dally(TimeSpan now)
    {
        if (_repeats >= _settings.MaxTries || (!_settings.AlwaysDallies && !_sawLoss))
            _phase = Phase.Over;
        _dallyUntil = now + (Terms.Timeout * DallyTimeouts);
    }

    private void OnOptionAck(TftpOptionAck answer, EndPoint from)
    {
        if (_phase == Phase.Receiving && _received == 0)
            _replyDue = true; // the OACK again: our ACK 0 was lost
        if (_phase != Phase.Opening)
            return;

        _session.Meet(from);
        if (!TftpNegotiation.IsAcceptable(answer, _request!.Options))
        {
            _session.Fail(
                TftpStatus.PeerBrokeProtocol, TftpErrorCode.OptionsRefused, "the server agreed to what was not asked");
            return;
        }

        StartReceiving(TftpNegotiation.TermsOf(answer.Options, _settings));
        _replyDue = true;
        RefuseIfTooLarge();
    }

    private void OnData(TftpData data, EndPoint from, TimeSpan now)
    {
        int ahead = (ushort)(data.Block - (ushort)_received);
        if (_phase == Phase.Opening)
        {
            if (ahead < 1 || ahead > Terms.WindowBlocks)
                return;

            _session.Meet(from);
            StartReceiving(Terms); // to a client: the server knows no options
        }

        int behind = (ushort)((ushort)_received - data.Block);
        if (behind <= TftpSettings.WindowBlocksLimit)
            OnOldBlock(_received - behind);
        else if (_phase != Phase.Receiving)
            return;
        else if (ahead == 1)
            Take(data.Payload, now);
        else if (ahead <= Terms.WindowBlocks)
            OnGap();
    }

    private void Take(ReadOnlySpan<byte> payload, TimeSpan now)
    {
        if (payload.Length > Terms.BlockBytes)
        {
            _session.Fail(
                TftpStatus.PeerBrokeProtocol, TftpErrorCode.IllegalOperation, "a block is longer than agreed");
            return;
        }

        if (ReceivedBytes + payload.Length > _settings.MaxFileBytes)
        {
            _session.Fail(TftpStatus.LocalFailure, TftpErrorCode.DiskFull, "the file is larger than allowed");
            return;
        }

        bool isLast = payload.Length < Terms.BlockBytes;
        if (!TryStore(payload, isLast))
            return;

        _gapWasAcked = false;
        _retry.OnProgress();
        _retry.Restart(now);
        if (_received >= _ackAt && _phase == Phase.Receiving)
            _replyDue = true;
    }

    private bool TryStore(ReadOnlySpan<byte> payload, bool isLast)
    {
        try
        {
            _sink.Write(ReceivedBytes, payload);
            ReceivedBytes += payload.Length;
            _received++;
            if (isLast)
                CompleteFile();
        }
        catch (IOException)
        {
            _session.Fail(TftpStatus.LocalFailure, TftpErrorCode.DiskFull, "the file could not be stored");
        }

        return !HasFailed;
    }

    private void CompleteFile()
    {
        if (_mode == TftpMode.Octet && Terms.TransferBytes is { } announced && announced != ReceivedBytes)
        {
            string message = $"{announced} bytes were announced and {ReceivedBytes} came";
            _session.Fail(TftpStatus.PeerBrokeProtocol, TftpErrorCode.NotDefined, message);
            return;
        }

        _phase = Phase.Storing;
        _replyDue = false;
        _retry.Stop();
        if (_sink.TryComplete())
            CompleteTransfer();
    }

    private void CompleteTransfer()
    {
        _session.Complete();
        _phase = Phase.Dallying;
        _replyDue = true;
    }

    // A block that was there before: the sender went back, as an ACK of ours was lost, or the network repeats itself.
    private void OnOldBlock(long block)
    {
        if (block < 1 || _phase == Phase.Storing)
            return;

        _sawLoss = true;
        if (_phase == Phase.Dallying)
        {
            _repeats++;
            _replyDue = true;
            return;
        }

        // The window that the sender is at ends no later than a window after this block.
        _ackAt = Math.Min(_ackAt, block + Terms.WindowBlocks - 1);
        if (_ackAt <= _received)
            _replyDue = true;
    }

    private void OnGap()
    {
        _sawLoss = true;
        if (_gapWasAcked)
            return;

        _gapWasAcked = true;
        _replyDue = true;
    }

    private void StartReceiving(TftpTerms terms)
    {
        Terms = terms;
        _phase = Phase.Receiving;
        _replyDue = false;
        _ackAt = terms.WindowBlocks;
        _retry = new TftpRetry(terms.Timeout, _settings.MaxTries);
    }

    private void RefuseIfTooLarge()
    {
        if (_mode == TftpMode.Octet && Terms.TransferBytes > _settings.MaxFileBytes)
            _session.Fail(TftpStatus.LocalFailure, TftpErrorCode.DiskFull, "the file is larger than allowed");
    }
}
