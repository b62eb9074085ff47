using Sockeye.Probing.Ping;
using Sockeye.Transports;

namespace Sockeye.Probing.Route;

/// <summary>Finds the hops on the way to a host.</summary>
/// <param name="time">The clock; the socket's time stamps must be of it.</param>
/// <param name="socket">Of the host's family; it belongs to whoever gives it.</param>
public sealed class RouteTracer(TimeProvider time, IIcmpSocket socket)
{
    private const int BufferBytes = 65_535; // the longest datagram of IPv4 with its header
    private const int MaxFailures = 16; // in a row, of receiving: then something is wrong with the socket itself

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1); // a timer knows nothing shorter

    private readonly Lock _lock = new(); // guards the session and what it is told; never held across an await
    private readonly long _start = time.GetTimestamp();
    private RouteSession _session = new(new RouteOptions(), TimeSpan.Zero);
    private Action<RouteEvent> _report = static _ => { };
    private TaskCompletionSource _changed = NewSignal();
    private IOException? _refusal;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>The hops so far; those beyond the end of the way are left out.</summary>
    public IReadOnlyList<RouteHop> Hops
    {
        get
        {
            lock (_lock)
                return _session.Hops;
        }
    }

    /// <summary>Where the way ends, by what is known so far.</summary>
    public RouteEnd End
    {
        get
        {
            lock (_lock)
                return _session.End;
        }
    }

    /// <summary>Sends rounds of probes until all have their end, or until it is stopped. It runs once.</summary>
    /// <param name="target">The destination.</param>
    /// <param name="method">What the probes are.</param>
    /// <param name="options">How many, and when.</param>
    /// <param name="token">64 random bits, others for each run, so that nobody can guess an answer.</param>
    /// <param name="report">Is told of everything, one at a time.</param>
    /// <param name="stop">Ends it; what is still on its way then stays pending.</param>
    /// <exception cref="IOException">The socket has failed, or this machine sends nothing to that host.</exception>
    public async Task RunAsync(
        PingTarget target, RouteMethod method, RouteOptions options, ulong token, Action<RouteEvent> report,
        CancellationToken stop)
    {
        _report = report;
        lock (_lock)
            _session = new RouteSession(options, Now);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        IRouteProbes probes = method.ProbesTo(target, socket, token);
        Task receiving = ReceiveAsync(probes, over);
        await SendAsync(probes, over.Token);
        await over.CancelAsync();
        await receiving;
        lock (_lock)
            _session.Stop();
        if (_refusal is not null)
            throw _refusal;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendAsync(IRouteProbes probes, CancellationToken over)
    {
        byte[] message = new byte[probes.Bytes];
        while (!over.IsCancellationRequested)
        {
            if (SendDue(probes, message) is not { } wait)
                return;
            if (wait == TimeSpan.Zero)
                continue;

            // An answer may bring forward what is due: the end of a round, or of all.
            using var early = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(Task.Delay(wait, time, early.Token), _changed.Task);
            await early.CancelAsync();
        }
    }

    /// <summary>Sends the next probe if it is due, and gives up those whose time is over.</summary>
    /// <returns>How long nothing will be due; zero after a probe was sent; null when all is over.</returns>
    private TimeSpan? SendDue(IRouteProbes probes, byte[] message)
    {
        lock (_lock)
        {
            _changed = NewSignal();
            while (_session.TryTakeTimeout(Now) is { } lost)
                _report(lost);
            if (_session.TryTakeProbe(Now, out RouteProbe probe))
                return Send(probes, message, probe) ? TimeSpan.Zero : null;
            if (_session.Deadline is not { } deadline)
                return null;

            TimeSpan wait = deadline - Now;
            return wait > ShortestWait ? wait : ShortestWait;
        }
    }

    // Under the lock, so that no answer is looked at before its probe's time of sending is known.
    private bool Send(IRouteProbes probes, byte[] message, RouteProbe probe)
    {
        probes.Write(message, probe.Number);
        try
        {
            long sent = socket.Send(message, probes.Destination(probe.Number), probe.HopLimit);
            _session.OnSent(probe.Number, time.GetElapsedTime(_start, sent));
            return true;
        }
        catch (IOException refused)
        {
            // The first says that there is no way at all; later this machine may find one again.
            bool isFirst = _session.Hops is [{ Sent: 1 }];
            _report(_session.OnSendFailed(probe.Number, refused.Message));
            if (isFirst)
                _refusal = refused;
            return !isFirst;
        }
    }

    private async Task ReceiveAsync(IRouteProbes probes, CancellationTokenSource over)
    {
        byte[] buffer = new byte[BufferBytes];
        int failures = 0;
        try
        {
            while (true)
            {
                try
                {
                    Take(probes, await socket.ReceiveAsync(buffer, over.Token));
                    failures = 0;
                }
                catch (IOException) when (++failures < MaxFailures)
                {
                    // the error of a probe whose own report was lost: it will be given up
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the regular end
        }
        finally
        {
            await over.CancelAsync(); // whatever ended it ends the sender too
        }
    }

    private void Take(IRouteProbes probes, ReceivedIcmp received)
    {
        lock (_lock)
        {
            TimeSpan arrived = time.GetElapsedTime(_start, received.Timestamp);
            if (probes.Read(received, _session) is not { } answer
                || _session.OnAnswer(answer, arrived) is not { } happened)
            {
                return;
            }

            _report(happened);
            _changed.TrySetResult();
        }
    }
}
