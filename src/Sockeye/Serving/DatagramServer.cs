using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Sockeye.Driving;
using Sockeye.Fairness;
using Sockeye.Protocols.Machines;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>
/// Serves a service over datagrams: once, one after the other, or concurrently, as <see cref="ServeOptions.Mode"/>
/// says.
/// </summary>
/// <remarks>
/// <para>A peer is an address: while its exchange runs, what it sends to the server belongs to that exchange, or is its
/// request repeated, until the peer has answered; another request ends the exchange and begins the next. Each exchange
/// has a socket of its own, or all share the server's. With its own, its request may also have been sent before the
/// answer and be read after it: then the next begins beside it, and the peer says which of them it goes on with.</para>
/// <para>A sender's address may be made up. What seems to come from one of our own servers is ignored; what is answered
/// at once goes by <see cref="AnswerGuard"/>; an exchange begins with little (<see cref="UnprovenPeer"/>).</para>
/// <para>With sockets of their own a permit is taken before each receive, so requests beyond the limit wait in the
/// kernel's buffer. On a shared port receiving must go on, so they are dropped; a client asks again.</para>
/// </remarks>
/// <param name="socket">Where requests come from; the server disposes it.</param>
/// <param name="exchanges">Opens a socket for each exchange; null: all share <paramref name="socket"/>.</param>
/// <param name="service">What peers get.</param>
/// <param name="options">The limits.</param>
/// <param name="context">Clock, log, metrics, and who is told of each service interval.</param>
public sealed class DatagramServer(
    IDatagramSocket socket, IDatagramTransport? exchanges, IDatagramService service,
    ServeOptions options, ServerContext context)
{
    private readonly ConcurrentDictionary<EndPoint, ServedExchange> _open = new(); // the last of each peer
    private readonly ConcurrentDictionary<ServedExchange, byte> _running = new(); // a set of all exchanges under way
    private readonly ConnectionPermits _permits = new(options.Mode.Concurrency, context.ConnectionLimit);

    // Of so many exchanges one peer leaves an eighth to others.
    private readonly PeerCounts _peers = new(
        options.Mode.Concurrency - (options.Mode.Concurrency / 8), options.Mode.Concurrency);
    private readonly TaskCompletionSource _countReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _answer = new();
    private readonly ExchangeReport _report = new(context);
    private readonly AcceptBackoff _backoff = new(context);
    private readonly AnswerGuard _guard = new(options.AnswersPerSecond, context.Time);
    private int _taken; // written by the receiving loop only
    private volatile bool _takesNobodyNew;
    private volatile bool _wasCutOff;

    /// <summary>Where the server receives requests.</summary>
    public Endpoint Endpoint => socket.Endpoint;

    /// <summary>
    /// Serves until the mode's count is reached or <paramref name="stop"/> is signalled, and all work has ended.
    /// </summary>
    /// <param name="stop">Finish: take nobody new, let the exchanges end within the drain time.</param>
    /// <param name="insist">Give up: cut all exchanges off now.</param>
    /// <exception cref="Exception">Receiving failed for good.</exception>
    public async Task<ServeOutcome> RunAsync(CancellationToken stop, CancellationToken insist = default)
    {
        context.Ports.Add(Endpoint);
        socket.TakeOnlyUnicast();
        using var receiving = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task receive = ReceiveAllAsync(receiving.Token);
        try
        {
            await Task.WhenAny(receive, _countReached.Task).WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // asked to stop while serving
        }

        _takesNobodyNew = true;
        if (receive.IsFaulted)
            ending.Cancel(); // who is being served has the drain time, then the failure is told
        if (exchanges is null)
            await DrainAsync(ending.Token, insist); // the shared port is needed to the end
        try
        {
            await CloseAsync(receive, receiving);
        }
        finally
        {
            await DrainAsync(ending.Token, insist); // also of one that began while the others ended
        }

        return _wasCutOff ? ServeOutcome.CutOff : ServeOutcome.Drained;
    }

    private async Task CloseAsync(Task receive, CancellationTokenSource receiving)
    {
        receiving.Cancel();
        try
        {
            await receive;
        }
        finally
        {
            context.Ports.Remove(Endpoint);
            await socket.DisposeAsync();
        }
    }

    private async Task ReceiveAllAsync(CancellationToken cancel)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Datagram.MaxBytes);
        bool hasPermit = false;
        try
        {
            while (exchanges is null || !_countReached.Task.IsCompleted)
            {
                if (exchanges is not null && !hasPermit)
                {
                    await _permits.TakeAsync(isFirst: false, cancel);
                    hasPermit = true;
                }

                if (await ReceiveOneAsync(buffer, cancel))
                    hasPermit = false; // the exchange that was started has it now
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // told to end while waiting for a permit or a datagram
        }
        finally
        {
            if (hasPermit)
                _permits.Return();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // true when an exchange was started.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveOneAsync(byte[] buffer, CancellationToken cancel)
    {
        ReceivedDatagram received;
        try
        {
            received = await socket.ReceiveAsync(buffer, cancel);
            _backoff.Reset();
        }
        catch (IOException e)
        {
            // The network's word on an earlier datagram: no fault of the socket. Waiting keeps a lasting one from
            // spinning.
            await _backoff.WaitAsync(e, cancel);
            return false;
        }

        if (received.WasTruncated || context.Ports.Contain(received.From))
            return false;

        ReadOnlyMemory<byte> datagram = buffer.AsMemory(0, received.Length);
        if (!_open.TryGetValue(received.From, out ServedExchange? served))
            return !_takesNobodyNew && await TakeAsync(datagram, received.From);

        bool beginsAnew = !served.IsRepetition(datagram.Span) && service.IsRequest(datagram.Span);
        if (!beginsAnew)
            served.OnDatagram(datagram.Span);
        else if (!_takesNobodyNew)
            return exchanges is not null && served.IsRequest(datagram.Span)
                ? await TakeAsync(datagram, received.From, rival: served)
                : await TakeInsteadAsync(served, datagram);
        return false;
    }

    // A peer has forgotten the exchange before, or its program was started again. The place is the same.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TakeInsteadAsync(ServedExchange before, ReadOnlyMemory<byte> datagram)
    {
        if (!before.TryGiveUpPlace())
            return await TakeAsync(datagram, before.Peer); // that exchange has just ended

        _answer.ResetWrittenCount();
        if (Begin(datagram.Span, before.Peer) is { } exchange)
        {
            Start(exchange, datagram.Span, before.Peer, before: before);
            CountOne();
        }
        else
        {
            ReturnPlace(before.Peer);
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TakeAsync(
        ReadOnlyMemory<byte> datagram, EndPoint from, ServedExchange? rival = null)
    {
        bool isFull = exchanges is null && !_permits.TryTake();
        if (isFull)
            return false;

        _answer.ResetWrittenCount();
        IDatagramExchange? exchange = Begin(datagram.Span, from);
        if (exchange is not null && _peers.TryEnter(PeerNetwork.Of(from)))
        {
            Start(exchange, datagram.Span, from, rival: rival);
            CountOne();
            return true;
        }

        if (exchanges is null)
            _permits.Return();
        if (exchange is not null)
            await exchange.DisposeAsync(); // the peer has its share: it asks again
        if (_answer.WrittenCount > 0 && MayAnswer(datagram.Span, from))
            await AnswerAsync(datagram.Length, from);
        return false;
    }

    private bool MayAnswer(ReadOnlySpan<byte> datagram, EndPoint from)
    {
        if (AnswerGuard.IsServicePort(from))
            return false;
        if (_guard.MayAnswer(datagram, from))
            return true;

        _report.NotAnswered(from);
        return false;
    }

    private IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from)
    {
        try
        {
            return service.Begin(datagram, exchanges is null ? from : PeerAddress.Plain(from), _answer);
        }
        catch (Exception bug)
        {
            context.Logger.HandlerFailed(bug, context.Service, "");
            return null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerAsync(int bytesReceived, EndPoint to)
    {
        try
        {
            await socket.SendAsync(_answer.WrittenMemory, to, CancellationToken.None);
        }
        catch (IOException e)
        {
            context.Logger.PeerAtFault(context.Service, "", e.Message);
            return;
        }

        _report.Answered(to, bytesReceived, _answer.WrittenCount);
        CountOne();
    }

    private void CountOne()
    {
        _taken++;
        if (_taken < options.Mode.StopAfter)
            return;

        _takesNobodyNew = true;
        _countReached.TrySetResult();
    }

    private void Start(
        IDatagramExchange exchange, ReadOnlySpan<byte> request, EndPoint from,
        ServedExchange? before = null, ServedExchange? rival = null)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"d{_taken + 1}");
        SharedPort? port = exchanges is null ? new SharedPort(socket, from) : null;
        var served = new ServedExchange(id, from, exchange, port, request.ToArray(), rival);
        _open[from] = served; // listed before it runs: it unlists itself at its end
        _running[served] = 0;
        served.Task = ServeAsync(served, before?.Task ?? Task.CompletedTask);
    }

    // Exchanges need not be asked to finish: they take nothing more anyway.
    private Task DrainAsync(CancellationToken stop, CancellationToken insist) =>
        Drain.RunAsync(
            Task.WhenAll(_running.Keys.Select(served => served.Task)), ask: static () => { },
            CutOff, options, context.Time, stop, insist);

    private void CutOff()
    {
        foreach (ServedExchange served in _running.Keys)
            served.CutOff();
    }

    // The only place that decides how an exchange's end is named, logged, counted and disposed.
    private async Task ServeAsync(ServedExchange served, Task before)
    {
        await Task.Yield(); // exchanges must not run on the receiving loop
        try
        {
            await before; // never fails: this method catches all
            if (served.WasReplaced)
                await served.Exchange.DisposeAsync(); // before it began: nothing is opened for it
            else
                await ServeAndReportAsync(served);
        }
        catch (Exception bug)
        {
            context.Logger.ReportFailed(bug, context.Service, served.Id);
        }
        finally
        {
            _open.TryRemove(KeyValuePair.Create(served.Peer, served));
            _running.TryRemove(served, out _);
            if (served.TryGiveUpPlace(isOver: true))
                ReturnPlace(served.Peer);
        }
    }

    private void ReturnPlace(EndPoint peer)
    {
        _peers.Leave(PeerNetwork.Of(peer));
        _permits.Return();
    }

    private async Task ServeAndReportAsync(ServedExchange served)
    {
        ServiceTime time = _report.Started(served);
        MachineDriver? driver = null;
        EndReason reason;
        try
        {
            await using IDatagramExchange exchange = served.Exchange;
            await using IDatagramSocket own = served.Port
                ?? exchanges!.Open(PeerAddress.Plain(served.Peer), socket.Endpoint); // its address is the one asked
            driver = new MachineDriver(own, context.Time, options.IdleTimeout) { Guard = served };
            served.DrivenBy(driver);
            IDatagramMachine machine = await exchange.OpenAsync(served.CutOffToken);
            reason = ReasonOf(await driver.RunAsync(exchange, machine, served.CutOffToken), served);
        }
        catch (OperationCanceledException) when (served.CutOffToken.IsCancellationRequested)
        {
            reason = served.WasReplaced ? EndReason.PeerReset : EndReason.DrainTimedOut;
        }
        catch (IOException e)
        {
            reason = driver is null ? EndReason.LocalFailure : EndReason.PeerReset;
            if (driver is null)
                context.Logger.NotServed(context.Service, served.Id, e.Message); // its peer asks again
            else
                context.Logger.PeerAtFault(context.Service, served.Id, e.Message);
        }
        catch (Exception bug)
        {
            reason = EndReason.HandlerFailed;
            context.Logger.HandlerFailed(bug, context.Service, served.Id);
        }

        if (reason == EndReason.DrainTimedOut)
            _wasCutOff = true;
        _report.Ended(served, time, driver?.BytesReceived ?? 0, driver?.BytesSent ?? 0, reason);
    }

    private static EndReason ReasonOf(DriveEnd end, ServedExchange served) => end switch
    {
        // done already, and only staying in case its last datagram was lost
        DriveEnd.Cancelled when served.Exchange.EndReason == EndReason.Completed => EndReason.Completed,
        DriveEnd.Cancelled => served.WasReplaced ? EndReason.PeerReset : EndReason.DrainTimedOut,
        DriveEnd.IdleTooLong => EndReason.IdleTooLong,
        _ => served.Exchange.EndReason,
    };
}
