using Microsoft.Extensions.Logging;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>One connection of the file service: its requests one by one, and who makes them.</summary>
/// <remarks>
/// Stopping ends the wait for the next request. What was asked before is answered, until the server's drain time is
/// over and it aborts the connection.
/// </remarks>
internal sealed class SfpServerConnection
{
    private const int MaxUnknownRequests = 10; // our choice: a person mistypes now and then, a stream of garbage always
    private const string Protocol = "files"; // as the service is called

    private readonly StreamConnection _connection;
    private readonly SharedFolder _folder;
    private readonly SfpOptions _options;
    private readonly ILogger _logger;
    private readonly SfpAnswerWriter _answers;
    private readonly SfpFiles _files;
    private readonly Deliveries _deliveries;
    private FolderVisit? _visit;
    private int _unknownRequests;

    public SfpServerConnection(StreamConnection connection, SharedFolder folder, SfpOptions options, ILogger logger)
    {
        (_connection, _folder, _options, _logger) = (connection, folder, options, logger);
        _answers = new SfpAnswerWriter(connection);
        _deliveries = folder.Transfers.Over(connection);
        _files = new SfpFiles(connection, _answers, options, logger);
        _visit = folder.Accounts.Anonymous is { } anonymous ? Visit(anonymous) : null;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        await using Deliveries deliveries = _deliveries;
        var requests = new FrameReader<SfpRequest>(_connection.Input, new SfpRequestDecoder());
        using var late = new DelayedStop(_options.FirstRequestTimeout, _folder.Transfers.Time, stopping);
        CancellationToken waiting = late.Token; // a client that was accepted may ask once
        while (await NextAsync(requests, waiting))
        {
            SfpRequest request = requests.Current;
            requests.Release();
            if (request.Verb != SfpVerb.Login)
                waiting = stopping;
            if (request.Verb == SfpVerb.Bye)
                return;

            bool mayGoOn = await AnswerAsync(request, _connection.Aborted); // an answer has the server's drain time
            if (!mayGoOn || (_options.ClosesAfterFirstAnswer && request.Verb != SfpVerb.Login))
                return;

            await _deliveries.WaitForRoomAsync();
        }
    }

    private async ValueTask<bool> NextAsync(FrameReader<SfpRequest> requests, CancellationToken stopping)
    {
        try
        {
            return await requests.MoveNextAsync(stopping);
        }
        catch (PeerProtocolException broken) when (broken.Error == ProtocolError.FrameTooLong)
        {
            await _answers.RefuseAsync(SfpError.BadRequest);
            throw;
        }
    }

    /// <returns>false when the connection cannot be used further.</returns>
    private async Task<bool> AnswerAsync(SfpRequest request, CancellationToken stopping)
    {
        switch (request.Verb)
        {
            case SfpVerb.Unknown:
                await _answers.RefuseAsync(SfpError.BadRequest);
                if (++_unknownRequests < MaxUnknownRequests)
                    return true;
                throw new PeerProtocolException(
                    ProtocolError.Malformed, $"{MaxUnknownRequests} lines were no requests");
            case SfpVerb.Login:
                return await LogInAsync(request, stopping);
            default:
                if (_visit is null)
                    await _answers.RefuseAsync(SfpError.LoginNeeded);
                else
                    return await AnswerAsync(_visit, request, stopping);

                return request.Verb is not (SfpVerb.Put or SfpVerb.Resume);
        }
    }

    private async Task<bool> AnswerAsync(FolderVisit visit, SfpRequest request, CancellationToken stopping)
    {
        using AccessEntry access = visit.Begin(SfpAction.Of(request.Verb), SfpAction.NameOf(request));
        try
        {
            bool mayGoOn = await _files.AnswerAsync(visit, access, request, stopping);
            if (access.IsSent)
                _deliveries.Add(access);
            return mayGoOn;
        }
        catch (FileRefusedException refused)
        {
            access.Fail(refused);
            _logger.Refused(_connection.Id, request.Verb, refused.Refusal, refused.Message);
            bool couldLogIn = refused.Refusal == FileRefusal.NotAllowed
                && visit.Visitor.IsAnonymous && _folder.Accounts.HasLogins;
            await _answers.RefuseAsync(couldLogIn ? SfpError.LoginNeeded : SfpAction.ErrorOf(refused.Refusal));
        }
        catch (LocalFileException failure)
        {
            access.Fail(failure);
            _logger.Failed(_connection.Id, request.Verb, failure.Message);
            FileRefusal? refusal = FileFailure.Meaning(failure);
            await _answers.RefuseAsync(refusal is { } known ? SfpAction.ErrorOf(known) : SfpError.Internal);
        }

        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            _connection.Abort(EndReason.PeerReset); // the client goes on with its upload over another connection
            return false;
        }

        // After a failed PUT the file may be on its way, and would be read as requests.
        return request.Verb is not (SfpVerb.Put or SfpVerb.Resume);
    }

    private async Task<bool> LogInAsync(SfpRequest request, CancellationToken stopping)
    {
        using AccessEntry access = _folder.Transfers.Begin(
            Protocol, _connection.RemoteEndPoint, request.Name, "login", name: null, length: null);
        if (!_connection.IsPrivate && !_options.TakesPlainPasswords)
        {
            access.Fail("plain");
            await _answers.RefuseAsync(SfpError.NotAllowed);
            return true;
        }

        LoginResult result;
        using (_connection.Working())
            result = await _folder.Accounts.LogInAsync(
                request.Name, request.TakePassword(), _connection.RemoteEndPoint, stopping);
        switch (result.Status)
        {
            case LoginStatus.Accepted:
                _visit = Visit(result.Visitor!);
                access.Complete();
                await _answers.SendAsync(SfpAnswer.Done);
                return true;
            case LoginStatus.TooMany:
                access.Fail("too-many");
                await _answers.RefuseAsync(SfpError.Busy);
                return false;
            default:
                access.Fail("refused");
                await _answers.RefuseAsync(SfpError.NotAllowed);
                return true;
        }
    }

    private FolderVisit Visit(Visitor visitor) => _folder.Visit(visitor, _connection, Protocol);
}
