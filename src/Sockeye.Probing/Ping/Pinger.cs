using System.Net;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Ping;

/// <summary>Pings hosts: all of a family over one socket, each with requests of its own.</summary>
/// <param name="time">The clock; the sockets' time stamps must be of it.</param>
/// <param name="open">Opens a socket for a family, when the first host needs it.</param>
public sealed class Pinger(TimeProvider time, Func<IcmpVersion, IIcmpSocket> open)
{
    private const int BufferBytes = 65_535; // the longest datagram of IPv4 with its header
    private const int MaxFailures = 16; // in a row, of receiving: then something is wrong with the socket itself

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1); // a timer knows nothing shorter

    private readonly Lock _lock = new(); // guards the schedule and all that it holds; never held across an await
    private readonly PingSchedule _schedule = new();
    private readonly CancellationTokenSource _allSettled = new();
    private readonly long _start = time.GetTimestamp();
    private volatile bool _isOver;
    private Action<PingReport> _report = static _ => { };

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Pings until every request has its end, or until it is stopped. It runs once.</summary>
    /// <param name="targets">The hosts, each address once.</param>
    /// <param name="plan">What to send to them.</param>
    /// <param name="report">Is told of everything, one at a time.</param>
    /// <param name="stop">Ends it; what is still on its way then stays pending.</param>
    /// <exception cref="IOException">No socket can be opened, or it has failed.</exception>
    public async Task RunAsync(
        IReadOnlyList<PingTarget> targets, PingPlan plan, Action<PingReport> report, CancellationToken stop)
    {
        _report = report;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, _allSettled.Token);
        var sockets = new Dictionary<IcmpVersion, IIcmpSocket>();
        try
        {
            foreach (IcmpVersion version in targets.Select(target => target.Version).Distinct())
                sockets[version] = open(version);
            Plan(targets, plan, sockets);

            Task[] receiving = [.. sockets.Select(socket => ReceiveAsync(socket.Key, socket.Value, over))];
            await SendAsync(sockets, over.Token);
            over.Cancel();
            await Task.WhenAll(receiving);
        }
        finally
        {
            foreach (IIcmpSocket socket in sockets.Values)
                socket.Dispose();
            foreach (PingTarget target in targets)
                target.Session?.Stop();
        }
    }

    private void Plan(
        IReadOnlyList<PingTarget> targets, PingPlan plan, Dictionary<IcmpVersion, IIcmpSocket> sockets)
    {
        TimeSpan start = Now;
        foreach (PingTarget target in targets)
        {
            ushort? identifier = sockets[target.Version].KernelIdentifies ? null : (ushort)plan.Token;
            target.Session = new PingSession(
                plan.Options, target.Version, identifier, new PingPayload(plan.Token), start);
            _schedule.Add(target);
            start += plan.Gap;
        }
    }

    private async Task SendAsync(Dictionary<IcmpVersion, IIcmpSocket> sockets, CancellationToken over)
    {
        byte[] message = new byte[IcmpEcho.HeaderBytes + PingOptions.MaxPayloadBytes];
        while (!over.IsCancellationRequested)
        {
            TimeSpan wait = SendDue(sockets, message);
            EndIfOver();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, over).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Sends the next request that is due, and gives up those whose time is over.</summary>
    /// <returns>How long nothing will be due; zero after a request was sent.</returns>
    private TimeSpan SendDue(Dictionary<IcmpVersion, IIcmpSocket> sockets, byte[] message)
    {
        lock (_lock)
        {
            while (_schedule.TryTakeDue(Now, out PingTarget? due))
            {
                while (due.Session!.TryTakeTimeout(Now, out PingEvent lost))
                    _report(new PingReport(due, lost));
                bool isTaken = due.Session.TryTakeRequest(message, Now, out ushort sequence);
                if (isTaken)
                    Send(sockets[due.Version], message.AsSpan(0, due.Session.RequestBytes), due, sequence);
                _schedule.PutBack(due);
                Settle(due);
                if (isTaken)
                    return TimeSpan.Zero;
            }

            return _schedule.Next is { } next && next - Now > ShortestWait ? next - Now : ShortestWait;
        }
    }

    // Under the lock: a reply waits until the time of sending is known.
    private void Send(IIcmpSocket socket, ReadOnlySpan<byte> message, PingTarget target, ushort sequence)
    {
        try
        {
            target.Session!.OnSent(sequence, time.GetElapsedTime(_start, socket.Send(message, target.EndPoint)));
        }
        catch (IOException e)
        {
            _report(new PingReport(target, target.Session!.OnSendFailed(sequence), Problem: e.Message));
        }
    }

    private async Task ReceiveAsync(IcmpVersion version, IIcmpSocket socket, CancellationTokenSource over)
    {
        byte[] buffer = new byte[BufferBytes];
        int failures = 0;
        try
        {
            while (true)
            {
                try
                {
                    ReceivedIcmp received = await socket.ReceiveAsync(buffer, over.Token);
                    lock (_lock)
                        Take(version, received);
                    EndIfOver();
                    failures = 0;
                }
                catch (IOException) when (++failures < MaxFailures)
                {
                    // the error of a request whose own report was lost: it will be given up
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // the regular end
        }
        finally
        {
            over.Cancel(); // whatever ended it ends the sender too
        }
    }

    private void Take(IcmpVersion version, ReceivedIcmp received)
    {
        TimeSpan now = time.GetElapsedTime(_start, received.Timestamp);
        ReadOnlySpan<byte> message = received.Message.Span;
        if (received.Error is { } notice)
        {
            var cause = new IcmpErrorCause(version, notice.Type, notice.Code, notice.Information);
            if (IcmpEcho.TryParse(version, message, out IcmpEcho request))
                OnError(received.Address, request, cause, notice.Sender, now);
        }
        else if (IcmpEcho.TryParse(version, message, out IcmpEcho echo))
        {
            OnReply(received, echo, now);
        }
        else if (IcmpError.TryParse(version, message, out IcmpError error)
            && QuotedDatagram.TryParse(version, error.Quotation, out QuotedDatagram datagram)
            && datagram.Protocol == IcmpType.Protocol(version)
            && IcmpEcho.TryParse(version, datagram.Payload, out IcmpEcho quoted))
        {
            OnError(datagram.Destination, quoted, error.Cause, received.Address, now);
        }
    }

    private void OnReply(ReceivedIcmp received, IcmpEcho echo, TimeSpan now)
    {
        if (_schedule.Find(received.Address) is not { } target
            || !target.Session!.OnReply(echo, now, out PingEvent happened))
        {
            return;
        }

        _report(new PingReport(target, happened, received.Address, received.HopLimit));
        Settle(target);
    }

    private void OnError(IPAddress to, IcmpEcho quoted, IcmpErrorCause cause, IPAddress from, TimeSpan now)
    {
        if (_schedule.Find(to) is not { } target
            || !target.Session!.OnError(quoted, cause, now, out PingEvent happened))
        {
            return;
        }

        _report(new PingReport(target, happened, from));
        Settle(target);
    }

    private void Settle(PingTarget target)
    {
        _isOver |= _schedule.TrySettle(target) && _schedule.IsOver;
    }

    // Outside of the lock: whoever waits for it goes on inside this call.
    private void EndIfOver()
    {
        if (_isOver)
            _allSettled.Cancel();
    }
}
