using System.IO.Pipelines;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Ftp;

/// <summary>The client's data connections: passive always, and always to the server we speak to.</summary>
internal sealed class FtpClientData(
    FtpClientConnection control, IStreamTransport transport, FtpClientOptions options, TimeProvider time)
{
    private bool _hasNoEpsv; // the server does not know EPSV

    /// <summary>Whether data connections use TLS.</summary>
    public bool IsProtected { get; set; }

    /// <summary>
    /// Moves something over a data connection: opens it, says the command, moves, and waits for the last reply.
    /// </summary>
    /// <param name="verb">What begins the transfer.</param>
    /// <param name="path">Of what.</param>
    /// <param name="offset">What REST says before, in bytes.</param>
    /// <param name="move">Moves the bytes to the end of the stream; tells how many.</param>
    /// <param name="cancel">Breaks it off, by ABOR: the session can go on.</param>
    /// <exception cref="PeerProtocolException">The server refused, before or in the middle.</exception>
    public async ValueTask<long> TransferAsync(
        FtpVerb verb, string path, long offset, Func<StreamConnection, CancellationToken, ValueTask<long>> move,
        CancellationToken cancel)
    {
        StreamConnection data = await OpenAsync(cancel);
        try
        {
            if (offset > 0)
                RequireIntermediate(await control.AskAsync(FtpVerb.Rest, FtpText(offset), cancel));
            await control.SendAsync(verb, path, cancel);
            return await MoveAsync(await BeginAsync(data, cancel), move, cancel);
        }
        catch
        {
            data.Abort(EndReason.Cancelled);
            throw;
        }
        finally
        {
            await data.DisposeAsync();
        }
    }

    private static string FtpText(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void RequireIntermediate(FtpReply reply)
    {
        if (!reply.IsIntermediate)
            throw FtpClientConnection.Refused(reply);
    }

    private async ValueTask<StreamConnection> OpenAsync(CancellationToken cancel)
    {
        string host = PeerHost.TextOf(control.Server)
            ?? throw new IOException("the server has no address that data connections could go to");
        int port = await AskPortAsync(cancel);
        using var wait = new CancellationTokenSource(options.StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancel);
        try
        {
            return await transport.ConnectAsync(Endpoint.Tcp(host, port), either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException("the server's data connection cannot be opened: a firewall may be in between");
        }
    }

    private async ValueTask<int> AskPortAsync(CancellationToken cancel)
    {
        if (!_hasNoEpsv)
        {
            FtpReply extended = await control.AskAsync(FtpVerb.Epsv, "", cancel);
            if (extended.Code == 229 && FtpAddress.TryParseExtendedPassive(extended.Text, out int port))
                return port;

            _hasNoEpsv = true;
        }

        FtpReply passive = await control.RequireAsync(FtpVerb.Pasv, "", cancel);
        return FtpAddress.TryParsePassive(passive.Text, out int told)
            ? told
            : throw new PeerProtocolException(ProtocolError.Malformed, "the reply to PASV has no port");
    }

    private async ValueTask<StreamConnection> BeginAsync(StreamConnection data, CancellationToken cancel)
    {
        FtpReply reply = await control.ReadAsync(cancel);
        if (!reply.IsPreliminary)
            throw FtpClientConnection.Refused(reply);
        if (!IsProtected)
            return data;

        TlsConnection secured = options.Tls!.Secure(data, Host, options.Port);
        await secured.HandshakeAsync(cancel);
        return secured;
    }

    private string Host => options.Host ?? PeerHost.TextOf(control.Server)!;

    private async ValueTask<long> MoveAsync(
        StreamConnection data, Func<StreamConnection, CancellationToken, ValueTask<long>> move,
        CancellationToken cancel)
    {
        using var moving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var watch = new IdleWatch(data, options.StallTimeout, time);
        Task<FtpReply> last = control.ReadFinalAsync(CancellationToken.None, Timeout.InfiniteTimeSpan).AsTask();
        Task<long> moved = move(data, moving.Token).AsTask();
        try
        {
            // A server whose disk is full says so, and perhaps reads no further.
            if (await Task.WhenAny(moved, last) == last && !(last.IsCompletedSuccessfully && last.Result.IsDone))
                await moving.CancelAsync();
            long bytes = await moved;
            if (IsProtected)
                await TakeTicketsAsync(data);
            await data.DisposeAsync(); // in good order: before that, some servers do not answer
            FtpClientConnection.Done(await EndAsync(last, bytes, cancel));
            return bytes;
        }
        catch (Exception failure) when (
            failure is IOException or OperationCanceledException or ProtocolException or TimeoutException)
        {
            data.Abort(EndReason.Cancelled);
            bool isOurWish = cancel.IsCancellationRequested || failure is ProtocolException;
            FtpReply? why = await BreakOffAsync(last, isOurWish);
            if (!isOurWish && why is { IsDone: false })
                throw FtpClientConnection.Refused(why);
            if (!isOurWish && failure is OperationCanceledException)
                await last; // nobody cancelled: it was given up because the control connection broke, and that says how
            throw;
        }
    }

    // The server may sum an upload and bring it to its disk before it answers.
    private async Task<FtpReply> EndAsync(Task<FtpReply> last, long bytes, CancellationToken cancel)
    {
        const double SlowestBytesPerSecond = 50e6; // our choice, as with SFP: a hard disk, and an old processor
        TimeSpan limit = options.StallTimeout + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);
        try
        {
            return await last.WaitAsync(limit, time, cancel);
        }
        catch (TimeoutException)
        {
            control.Connection.Abort(EndReason.IdleTooLong);
            throw FtpClientConnection.Silent(limit);
        }
    }

    // A ticket of TLS 1.3 resumes one connection, and the next one comes on that (RFC 8446 §4.6.1): who only sends
    // has to read for it. Servers that want their session resumed would refuse the transfer after this one.
    private async ValueTask TakeTicketsAsync(StreamConnection data)
    {
        using var limit = new CancellationTokenSource(options.AbortTimeout, time);
        try
        {
            ReadResult read;
            do
            {
                read = await data.Input.ReadAsync(limit.Token);
                data.Input.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // What was sent was sent; the reply tells what became of it.
        }
    }

    // The reply to the transfer comes first, then one to ABOR (RFC 959 §4.1.3). Some servers leave one of them out, but
    // neither is a 200: that one belongs to NOOP, and nothing comes after it.
    private async ValueTask<FtpReply?> BreakOffAsync(Task<FtpReply> last, bool isOurWish)
    {
        using var limit = new CancellationTokenSource(options.AbortTimeout, time);
        try
        {
            bool mustSay = isOurWish && !last.IsCompleted;
            if (mustSay)
                await control.SendAsync(FtpVerb.Abor, "", limit.Token);
            FtpReply why = await last.WaitAsync(limit.Token);
            if (mustSay)
            {
                await control.SendAsync(FtpVerb.Noop, "", limit.Token);
                while ((await control.ReadFinalAsync(limit.Token)).Code != 200)
                {
                }
            }

            return why;
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or OperationCanceledException)
        {
            control.Connection.Abort(EndReason.Cancelled); // what it would say next belongs to nothing
            _ = last.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
            return null;
        }
    }
}
