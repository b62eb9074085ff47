using System.Collections.Concurrent;
using System.Net;
using Sockeye.Driving;
using Sockeye.Fairness;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>
/// Serves a service over streams: once, one after the other, or concurrently, as <see cref="ServeOptions.Mode"/> says.
/// </summary>
/// <remarks>
/// A place is taken before each accept, so peers beyond the limit wait in the kernel's backlog; but where there are
/// enough to be shared out, one peer cannot take them all from the others (<see cref="OpenConnections"/>). Stopping
/// goes in four steps: nobody new, ask, wait for the drain time, insist.
/// </remarks>
/// <param name="listener">Where peers come from; the server disposes it.</param>
/// <param name="handler">What they get.</param>
/// <param name="options">The limits.</param>
/// <param name="context">Clock, log, metrics, and who is told of each service interval.</param>
public sealed class StreamServer(
    IStreamListener listener, IConnectionHandler handler, ServeOptions options, ServerContext context)
{
    private readonly ConcurrentDictionary<StreamConnection, Task> _open = new();
    private readonly Admission _admission = new(options.Mode.Concurrency, context);
    private readonly CancellationTokenSource _stopping = new();
    private readonly AcceptBackoff _backoff = new(context);
    private volatile bool _wasCutOff;

    /// <summary>Where the server listens.</summary>
    public Endpoint Endpoint => listener.Endpoint;

    /// <summary>
    /// Serves until the mode's count is reached or <paramref name="stop"/> is signalled, and all work has ended.
    /// </summary>
    /// <param name="stop">Finish: accept nobody, let the connections end within the drain time.</param>
    /// <param name="insist">Give up: cut all connections off now.</param>
    /// <exception cref="TransportException">The listener failed for good.</exception>
    public async Task<ServeOutcome> RunAsync(CancellationToken stop, CancellationToken insist = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await AcceptUntilStoppedAsync(stop);
        }
        catch
        {
            ending.Cancel(); // who is being served has the drain time, then the failure is told
            throw;
        }
        finally
        {
            await listener.DisposeAsync();
            await DrainAsync(ending.Token, insist);
        }

        return _wasCutOff ? ServeOutcome.CutOff : ServeOutcome.Drained;
    }

    private async Task AcceptUntilStoppedAsync(CancellationToken stop)
    {
        try
        {
            for (int accepted = 0; accepted < options.Mode.StopAfter; accepted++)
            {
                if (await TakeAsync(stop) is not { } connection)
                    return;

                connection.ReceiveBufferBytes = options.ReceiveBufferBytes;
                _open[connection] = Task.CompletedTask; // listed before it runs: it unlists itself at its end
                Task served = ServeAsync(connection);
                _open.TryUpdate(connection, served, Task.CompletedTask);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // asked to stop while waiting for a permit or a peer
        }
    }

    // With a place, which the connection's end returns.
    private async Task<StreamConnection?> TakeAsync(CancellationToken stop)
    {
        while (true)
        {
            bool hasPlace = _admission.TryTake();
            if (!hasPlace && !_admission.IsShared)
            {
                await _admission.TakeAsync(stop);
                hasPlace = true;
            }

            StreamConnection? connection = await AcceptAsync(hasPlace, stop);
            if (connection is null)
                return null;

            EndPoint? remote = connection.RemoteEndPoint;
            PeerNetwork[] peer = options.Proxies.Contains(remote) ? [] : PeerNetwork.Of(remote);
            if (hasPlace || await IsAdmittedAsync(connection, peer, stop))
            {
                _admission.Enter(connection, peer);
                return connection;
            }
        }
    }

    private async Task<StreamConnection?> AcceptAsync(bool hasPlace, CancellationToken stop)
    {
        StreamConnection? connection = null;
        try
        {
            return connection = await AcceptAsync(stop);
        }
        finally
        {
            if (connection is null && hasPlace)
                _admission.Return();
        }
    }

    private async ValueTask<bool> IsAdmittedAsync(
        StreamConnection connection, PeerNetwork[] peer, CancellationToken stop)
    {
        bool isAdmitted = false;
        try
        {
            return isAdmitted = await _admission.TryTakeAsync(peer, stop);
        }
        finally
        {
            if (!isAdmitted)
            {
                connection.Abort(EndReason.GaveWay);
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                StreamConnection? connection = await listener.AcceptAsync(stop);
                _backoff.Reset();
                return connection;
            }
            catch (TransportException e) when (e.Failure != TransportFailure.Over)
            {
                if (e.Failure == TransportFailure.Pressure)
                    await _backoff.WaitAsync(e, stop); // trying at once would spin; else it was a peer's fault
            }
        }
    }

    private Task DrainAsync(CancellationToken stop, CancellationToken insist) =>
        Drain.RunAsync(
            Task.WhenAll(_open.Values), ask: _stopping.Cancel, CutOff, options, context.Time, stop, insist);

    private void CutOff()
    {
        foreach (StreamConnection connection in _open.Keys)
            connection.Abort(EndReason.DrainTimedOut);
    }

    // The only place that decides how a connection's end is named, logged, counted and disposed.
    private async Task ServeAsync(StreamConnection connection)
    {
        await Task.Yield(); // handlers must not run on the accept loop
        try
        {
            await ServeAndReportAsync(connection);
        }
        catch (Exception bug)
        {
            context.Logger.ReportFailed(bug, context.Service, connection.Id);
        }
        finally
        {
            _open.TryRemove(connection, out _);
            _admission.Leave(connection);
        }
    }

    private async Task ServeAndReportAsync(StreamConnection connection)
    {
        string peer = PeerAddress.TextOf(connection.RemoteEndPoint);
        var served = new ServiceTime(context.Time);
        context.Metrics.Started(context.Service);
        context.Logger.Accepted(context.Service, connection.Id, peer);

        using (new IdleWatch(connection, options.IdleTimeout, context.Time))
        {
            await RunHandlerAsync(connection);
            if (connection.EndReason == EndReason.DrainTimedOut)
                _wasCutOff = true; // one whose handler was done, and that only lingers, loses nothing by it
            await connection.DisposeAsync();
        }

        Report(connection, peer, served);
    }

    private async Task RunHandlerAsync(StreamConnection connection)
    {
        try
        {
            await handler.RunAsync(connection, _stopping.Token);
            connection.TrySetEndReason(EndReason.Completed);
        }
        catch (OperationCanceledException)
            when (_stopping.IsCancellationRequested || connection.EndReason != EndReason.None)
        {
            connection.TrySetEndReason(EndReason.ServerStopping); // an aborted connection keeps its own reason
        }
        catch (PeerProtocolException e)
        {
            connection.TrySetEndReason(EndReason.PeerBrokeProtocol);
            context.Logger.PeerAtFault(context.Service, connection.Id, e.Message);
        }
        catch (LocalFileException e)
        {
            connection.TrySetEndReason(EndReason.LocalFailure);
            context.Logger.FileAtFault(context.Service, connection.Id, e.Message);
        }
        catch (IOException e)
        {
            connection.TrySetEndReason(EndReason.PeerReset);
            context.Logger.PeerAtFault(context.Service, connection.Id, e.Message);
        }
        catch (Exception bug)
        {
            connection.TrySetEndReason(EndReason.HandlerFailed);
            context.Logger.HandlerFailed(bug, context.Service, connection.Id);
        }
    }

    private void Report(StreamConnection connection, string peer, ServiceTime served)
    {
        var interval = new ServiceInterval(
            context.Service, peer, served.Start, served.End,
            connection.BytesReceived, connection.BytesSent, connection.EndReason);
        context.Metrics.Ended(interval);
        context.Logger.Ended(
            context.Service, connection.Id, peer, interval.Reason, interval.BytesReceived, interval.BytesSent,
            (long)(interval.End - interval.Start).TotalMilliseconds);
        context.OnServed?.Invoke(interval);
    }
}
