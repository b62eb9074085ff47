using System.Net;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Text;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Ftp;

/// <summary>Commands out, replies in: the client's side of the control connection. One command at a time.</summary>
internal sealed class FtpDialogue(StreamConnection connection)
{
    private FrameReader<FtpReply> _replies = new(connection.Input, new FtpReplyDecoder());

    /// <summary>The connection, over TLS once that is in use.</summary>
    public StreamConnection Connection { get; private set; } = connection;

    /// <summary>Whom we speak to.</summary>
    public EndPoint? Server => Connection.RemoteEndPoint;

    /// <summary>Sends a command, and waits for its final reply.</summary>
    public async ValueTask<FtpReply> AskAsync(FtpVerb verb, string argument, CancellationToken cancel)
    {
        await SendAsync(verb, argument, cancel);
        return await ReadFinalAsync(cancel);
    }

    /// <summary>The same; anything but that it was done is an exception.</summary>
    public async ValueTask<FtpReply> RequireAsync(FtpVerb verb, string argument, CancellationToken cancel) =>
        Done(await AskAsync(verb, argument, cancel));

    public async ValueTask SendAsync(FtpVerb verb, string argument, CancellationToken cancel)
    {
        new FtpCommand(verb, argument).WriteTo(Connection.Output);
        if ((await Connection.Output.FlushAsync(cancel)).IsCompleted)
            throw new IOException("the server stopped reading");
    }

    /// <summary>Waits for a reply, preliminary or not.</summary>
    /// <exception cref="PeerProtocolException">It is none, or the server ends the session (421).</exception>
    public async ValueTask<FtpReply> ReadAsync(CancellationToken cancel)
    {
        try
        {
            if (!await _replies.MoveNextAsync(cancel))
                throw new EndOfStreamException("the server closed the connection");
        }
        catch (OperationCanceledException)
        {
            Connection.Abort(EndReason.Cancelled); // the reply would be taken for that to the next command
            throw;
        }

        return _replies.Current.Code == 421 ? throw Refused(_replies.Current) : _replies.Current;
    }

    /// <summary>Waits for a reply that no other follows.</summary>
    public async ValueTask<FtpReply> ReadFinalAsync(CancellationToken cancel)
    {
        FtpReply reply;
        do
        {
            reply = await ReadAsync(cancel);
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

    public static FtpReply Done(FtpReply reply) => reply.IsDone ? reply : throw Refused(reply);

    public static PeerProtocolException Refused(FtpReply reply) => new(
        ProtocolError.Refused, $"the server refused: {reply.Code} {PrintableText.Escape(reply.Text)}");
}
