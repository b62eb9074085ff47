using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>The control connection of a session: commands in, replies out, and how long either may take.</summary>
internal sealed class FtpControlConnection : IDisposable
{
    private readonly CancellationTokenSource _waiting; // for a command
    private readonly CancellationTokenSource _sending; // of replies
    private readonly CancellationTokenRegistration _stopping;
    private readonly TimeSpan _timeout;
    private FrameReader<FtpCommand> _commands;

    public FtpControlConnection(
        StreamConnection connection, TimeSpan timeout, TimeProvider time, CancellationToken stopping)
    {
        (Connection, _timeout) = (connection, timeout);
        _commands = new FrameReader<FtpCommand>(connection.Input, new FtpCommandDecoder());
        _waiting = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _sending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        connection.Find<IUrgentInput>()?.KeepUrgentBytes(); // clients send ABOR as urgent data (RFC 959 §4.1.3)
        _stopping = stopping.UnsafeRegister(static waiting => ((CancellationTokenSource)waiting!).Cancel(), _waiting);
    }

    /// <summary>The connection, over TLS once that is in use.</summary>
    public StreamConnection Connection { get; private set; }

    /// <summary>The command that was read last.</summary>
    public FtpCommand Current => _commands.Current;

    /// <summary>Sets how long the next command may take.</summary>
    public void WaitFor(TimeSpan limit) => _waiting.CancelAfter(limit);

    /// <summary>Waits for a command; false when the peer ended its stream.</summary>
    /// <exception cref="OperationCanceledException">It took too long, or the server stops.</exception>
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            return await _commands.MoveNextAsync(_waiting.Token);
        }
        catch (PeerProtocolException cutOff) when (cutOff.Error == ProtocolError.CutOff)
        {
            return false; // half a command, and the peer is gone: nothing to be done about it
        }
    }

    /// <summary>
    /// Sends the replies that are ready. A peer that does not read them for long loses the connection.
    /// </summary>
    public async ValueTask SendAsync(FtpServerSession session)
    {
        if (!session.TryTakeReplies(Connection.Output))
            return;

        _sending.CancelAfter(_timeout);
        try
        {
            await Connection.Output.FlushAsync(_sending.Token);
        }
        catch (OperationCanceledException)
        {
            throw TransportException.PeerGone("the peer does not read its replies");
        }

        _sending.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Refuses what was sent before TLS began: it would count as sent over it (CVE-2011-0411).</summary>
    /// <exception cref="PeerProtocolException">There is something.</exception>
    public void RefusePlaintext()
    {
        _commands.Release();
        if (!Connection.Input.TryRead(out System.IO.Pipelines.ReadResult more))
            return;

        bool any = !more.Buffer.IsEmpty;
        Connection.Input.AdvanceTo(more.Buffer.Start);
        if (any)
            throw new PeerProtocolException(ProtocolError.Unexpected, "plain text after AUTH TLS");
    }

    /// <summary>Goes on over TLS.</summary>
    public void ContinueOver(StreamConnection secured)
    {
        Connection = secured;
        _commands = new FrameReader<FtpCommand>(secured.Input, new FtpCommandDecoder());
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _waiting.Dispose();
        _sending.Dispose();
    }
}
