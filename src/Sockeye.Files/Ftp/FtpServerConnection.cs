using System.Net;
using System.Net.Sockets;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Ftp;

/// <summary>One client: joins the pure session with its control connection, the folder and the transfers.</summary>
/// <remarks>
/// One loop takes commands, and what ends a transfer; a transfer runs beside it, so that ABOR and STAT are heard. The
/// session is only touched from this loop.
/// </remarks>
internal sealed class FtpServerConnection
{
    private readonly FtpHandler _handler;
    private readonly StreamConnection _connection;
    private readonly FtpServerSession _session;
    private readonly FtpControlConnection _control;
    private readonly FtpServerData _port;
    private readonly FtpTransfers _transfers;
    private readonly FtpFiles _files;
    private readonly FtpTls? _tls;
    private readonly CancellationToken _stopping;
    private FolderVisit? _visit; // null until somebody has logged in
    private FtpRunningTransfer? _running;
    private volatile bool _hasSaidQuit;

    public FtpServerConnection(FtpHandler handler, StreamConnection connection, CancellationToken stopping)
    {
        (_handler, _connection, _stopping) = (handler, connection, stopping);
        FtpOptions options = handler.Options;
        _session = new FtpServerSession(new FtpServerTerms
        {
            Protection = IsImplicitTls && options.Protection == FtpProtection.None
                ? FtpProtection.Offered
                : options.Protection,
            IsImplicitTls = IsImplicitTls,
            Peer = PeerHost.AddressOf(connection.RemoteEndPoint),
            PassiveAddress = PassiveAddress(options, connection),
        });
        _control = new FtpControlConnection(connection, options.IdleTimeout, handler.Time, stopping);
        _port = new FtpServerData(
            connection, handler.Transport, handler.PassivePorts, options, handler.Time, handler.Logger);
        _transfers = new FtpTransfers(connection.Id, _port, options, handler.Time, handler.Logger, IsClientGone);
        _files = new FtpFiles(_session, handler.Time);
        if (handler.Tls is not null)
            _tls = new FtpTls(
                options.RequiresTlsReuse ? handler.Tls.ForOneSession() : handler.Tls, options.RequiresTlsReuse);
    }

    public async Task RunAsync()
    {
        using (_control)
        {
            await using (_port)
            {
                try
                {
                    using IDisposable working = _connection.Working(); // this connection looks at the time itself
                    if (IsImplicitTls && !IsTlsAlready)
                        await SecureAsync();
                    await ServeAsync();
                }
                finally
                {
                    await BreakOffAsync();
                    if (_control.Connection != _connection)
                        await _control.Connection.DisposeAsync(); // TLS ends with a word of its own
                }
            }
        }
    }

    private bool IsClientGone() => !_hasSaidQuit && _connection.Find<IPeerState>() is { IsPeerDone: true };

    private bool IsImplicitTls => _handler.Options.IsImplicitTls || IsTlsAlready;

    // A listener may have put it on.
    private bool IsTlsAlready => _connection.Find<TlsConnection>() is not null;

    private static IPAddress? PassiveAddress(FtpOptions options, StreamConnection connection)
    {
        IPAddress? local = PeerHost.AddressOf(connection.LocalEndPoint);
        return local is { AddressFamily: AddressFamily.InterNetwork }
            ? options.PublicAddress ?? local
            : null;
    }

    private async Task ServeAsync()
    {
        Task<bool>? reading = null;
        await _control.SendAsync(_session);
        while (!_session.IsOver)
        {
            _control.WaitFor(WaitTimeout);
            reading ??= _control.MoveNextAsync().AsTask();
            if (_running is { } running && await Task.WhenAny(reading, running.Task) == running.Task)
            {
                await EndTransferAsync();
                continue;
            }

            if (!await ReadAsync(reading))
                return;

            reading = null;
            await TakeAsync(_control.Current);
        }
    }

    private TimeSpan WaitTimeout => _running is not null ? Timeout.InfiniteTimeSpan
        : _visit is null ? _handler.Options.LoginTimeout
        : _handler.Options.IdleTimeout;

    /// <returns>false when there will be no more.</returns>
    private async ValueTask<bool> ReadAsync(Task<bool> reading)
    {
        try
        {
            return await reading;
        }
        catch (OperationCanceledException)
        {
            if (_running is not null)
                await EndTransferAsync(); // the server stops: what is under way has the drain time
            _session.Close(_stopping.IsCancellationRequested ? "The server stops." : "Nothing came for too long.");
            await _control.SendAsync(_session);
            return false;
        }
        catch (PeerProtocolException overlong) when (overlong.Error == ProtocolError.FrameTooLong)
        {
            new FtpReply(500, "The line is too long.").WriteTo(_control.Connection.Output);
            await _control.Connection.Output.FlushAsync(_stopping);
            throw;
        }
    }

    private async Task TakeAsync(FtpCommand command)
    {
        while (!_session.MayTake(command))
            await EndTransferAsync();
        if (_session.IsOver)
            return;

        _session.Moved = _running?.Record.Moved ?? 0;
        _hasSaidQuit |= command.Verb == FtpVerb.Quit;
        FtpAction? action = _session.OnCommand(command);
        if (command.Verb == FtpVerb.Quit && _running is not null)
            await EndTransferAsync(); // the client may close now; what it began is finished
        else if (action is not null)
            await DoAsync(action);
        await _control.SendAsync(_session);
    }

    private async Task DoAsync(FtpAction action)
    {
        switch (action.Kind)
        {
            case FtpActionKind.LogOut:
                _visit = null;
                break;
            case FtpActionKind.Abort:
                _running!.BreakOff();
                break;
            case FtpActionKind.Secure:
                _visit = null;
                _control.RefusePlaintext();
                await _control.SendAsync(_session);
                await SecureAsync();
                break;
            case FtpActionKind.LogIn:
                await LogInAsync(action);
                break;
            case FtpActionKind.Listen:
                await TryAsync(
                    action, null, async _ => _session.OnListening(await _port.ListenAsync(_connection.Aborted)));
                break;
            default:
                await TouchAsync(action, _visit!);
                break;
        }
    }

    private async Task TouchAsync(FtpAction action, FolderVisit visit)
    {
        string? word = FtpNames.AccessWordOf(action.Kind);
        AccessEntry? record = word is null
            ? null
            : visit.Begin(word, FileName.TryParse(action.Path, out FileName? name) ? name : null);
        if (action.IsTransfer)
        {
            await BeginTransferAsync(action, visit, record!);
            return;
        }

        using (record)
        {
            await TryAsync(action, record, async _ =>
            {
                await _files.DoAsync(action, visit, record, _connection.Aborted);
                record?.Complete();
            });
        }
    }

    private async Task BeginTransferAsync(FtpAction action, FolderVisit visit, AccessEntry record)
    {
        IFtpTransfer? transfer = null;
        try
        {
            await TryAsync(action, record, async _ =>
            {
                transfer = await _transfers.PrepareAsync(action, visit, _connection.Aborted);
                record.Length = transfer.Length;
                _session.OnBegun(transfer.FoundName);
                await _control.SendAsync(_session);
            });
        }
        catch
        {
            record.Dispose();
            if (transfer is not null)
                await transfer.DisposeAsync();
            throw;
        }

        if (transfer is not null)
            _running = FtpRunningTransfer.Start(
                record, cancel => _transfers.RunAsync(transfer, action, _tls, record, cancel), _connection.Aborted);
    }

    private async Task EndTransferAsync()
    {
        FtpRunningTransfer running = _running!;
        FtpRefusal? refusal = await running.Task;
        _running = null;
        running.Dispose();
        if (refusal is { } known)
            _session.OnRefused(known);
        else
            _session.OnDone(running.Record.MissingCount);
        await _control.SendAsync(_session);
        await CloseDataAsync();
    }

    // Whoever goes away without a word takes the transfer along: an upload is kept, not published.
    private async Task BreakOffAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            running.BreakOff();
            await ((Task)running.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            running.Dispose();
        }

        await CloseDataAsync();
    }

    private async Task CloseDataAsync()
    {
        if (_transfers.Closing is not { } data)
            return;

        _transfers.Closing = null;
        await data.DisposeAsync();
    }

    private async Task LogInAsync(FtpAction action)
    {
        Accounts accounts = _handler.Folder.Accounts;
        bool isAnonymous = action.User.Equals("anonymous", StringComparison.OrdinalIgnoreCase)
            || action.User.Equals("ftp", StringComparison.OrdinalIgnoreCase);
        LoginResult result = isAnonymous && accounts.Anonymous is { } anonymous
            ? new LoginResult(LoginStatus.Accepted, anonymous)
            : await accounts.LogInAsync(action.User, action.Password, _connection.RemoteEndPoint, _connection.Aborted);
        if (result.Visitor is { } visitor)
        {
            _visit = _handler.Folder.Visit(visitor, _connection, "ftp");
            _session.OnDone();
            return;
        }

        using (AccessEntry record = _handler.Folder.Transfers.Begin(
            "ftp", _connection.RemoteEndPoint, action.User, "login", null, null))
            record.Fail(result.Status == LoginStatus.TooMany ? "too-many" : "refused");
        _session.OnRefused(
            result.Status == LoginStatus.TooMany ? FtpRefusal.TooManyLogins : FtpRefusal.WrongLogin);
    }

    // Who was accepted may finish it, and is told why it ends.
    private async Task SecureAsync()
    {
        using var late = new DelayedStop(_handler.Options.LateHandshakeTimeout, _handler.Time, _stopping);
        _control.ContinueOver(await _tls!.SecureControlAsync(_control.Connection, late.Token));
    }

    // The one place where a failure becomes a reply.
    private async Task TryAsync(FtpAction action, AccessEntry? record, Func<FtpAction, ValueTask> act)
    {
        try
        {
            await act(action);
        }
        catch (Exception failure) when (failure is FtpRefusedException or FileRefusedException or LocalFileException)
        {
            FtpRefusal refusal = FtpRefusedException.Meaning(failure)!.Value;
            if (failure is LocalFileException)
                _handler.Logger.Failed(_connection.Id, action.Kind, failure.Message);
            _handler.Logger.Refused(_connection.Id, action.Kind, refusal, failure.Message);
            record?.Fail(FtpRefusedException.WordOf(failure));
            record?.Dispose();
            _session.OnRefused(refusal);
        }
    }
}
