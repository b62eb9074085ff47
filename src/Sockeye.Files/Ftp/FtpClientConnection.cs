using System.Globalization;
using System.Net;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Text;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Commands out, replies in: the client's side of the control connection. One command at a time.</summary>
/// <param name="connection">Nothing was read from it yet.</param>
/// <param name="timeout">How long a reply is waited for.</param>
/// <param name="time">The clock of that.</param>
internal sealed class FtpClientConnection(StreamConnection connection, TimeSpan timeout, TimeProvider time)
{
    private FrameReader<FtpReply> _replies = new(connection.Input, new FtpReplyDecoder());

    /// <summary>The connection, over TLS once that is in use.</summary>
    public StreamConnection Connection { get; private set; } = connection;

    /// <summary>Whom we speak to.</summary>
    public EndPoint? Server => Connection.RemoteEndPoint;

    /// <summary>How many replies have come; that the server ends the session (421) is none.</summary>
    public long Replies { get; private set; }

    /// <summary>Sends a command, and waits for its final reply.</summary>
    /// <param name="verb">The command.</param>
    /// <param name="argument">What follows it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="limit">How long; null as long as for any reply.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async ValueTask<FtpReply> AskAsync(
        FtpVerb verb, string argument, CancellationToken cancel, TimeSpan? limit = null)
    {
        await SendAsync(verb, argument, cancel);
        return await ReadFinalAsync(cancel, limit);
    }

    /// <summary>The same; anything but that it was done is an exception.</summary>
    public async ValueTask<FtpReply> RequireAsync(FtpVerb verb, string argument, CancellationToken cancel) =>
        Done(await AskAsync(verb, argument, cancel));

    public async ValueTask SendAsync(FtpVerb verb, string argument, CancellationToken cancel)
    {
        new FtpCommand(verb, argument).WriteTo(Connection.Output);
        await Connection.Output.FlushAsync(cancel);
    }

    /// <summary>Waits for a reply, preliminary or not.</summary>
    /// <exception cref="PeerProtocolException">It is none.</exception>
    /// <exception cref="EndOfStreamException">The server ends the session (421), or the connection.</exception>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async ValueTask<FtpReply> ReadAsync(CancellationToken cancel, TimeSpan? limit = null)
    {
        using var wait = new CancellationTokenSource(limit ?? timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancel);
        try
        {
            if (!await _replies.MoveNextAsync(either.Token))
                throw new EndOfStreamException("the server closed the connection");
        }
        catch (OperationCanceledException)
        {
            Connection.Abort(EndReason.Cancelled); // the reply would be taken for that to the next command
            if (!cancel.IsCancellationRequested)
                throw Silent(limit ?? timeout);
            throw;
        }

        if (_replies.Current.Code == 421)
            throw new EndOfStreamException(
                $"the server ended the session: 421 {PrintableText.Escape(_replies.Current.Text)}");

        Replies++;
        return _replies.Current;
    }

    /// <summary>Waits for a reply that no other follows.</summary>
    public async ValueTask<FtpReply> ReadFinalAsync(CancellationToken cancel, TimeSpan? limit = null)
    {
        FtpReply reply;
        do
        {
            reply = await ReadAsync(cancel, limit);
        }
        while (reply.IsPreliminary);
        return reply;
    }

    /// <summary>Goes on over TLS. What was sent before counts for nothing (CVE-2011-4130 and its like).</summary>
    public void ContinueOver(StreamConnection secured)
    {
        _replies.Release();
        if (Connection.Input.TryRead(out System.IO.Pipelines.ReadResult more) && !more.Buffer.IsEmpty)
            throw new PeerProtocolException(ProtocolError.Unexpected, "plain text after the reply to AUTH TLS");

        Connection = secured;
        _replies = new FrameReader<FtpReply>(secured.Input, new FtpReplyDecoder());
    }

    public static TimeoutException Silent(TimeSpan limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"the server was silent for {limit.TotalSeconds:0.###} s"));

    public static FtpReply Done(FtpReply reply) => reply.IsDone ? reply : throw Refused(reply);

    /// <summary>What a reply that is no success means: no, or that it broke and may be asked for again.</summary>
    public static PeerProtocolException Refused(FtpReply reply)
    {
        bool isBroken = reply.Code is 426 or 451; // RFC 959 §4.2: connection closed, local error; aborted
        return new PeerProtocolException(
            isBroken ? ProtocolError.CutOff : ProtocolError.Refused,
            $"the server {(isBroken ? "broke it off" : "refused")}: {reply.Code} {PrintableText.Escape(reply.Text)}");
    }
}
