using System.Threading.Channels;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Transports;

namespace Sockeye.Chat.Client;

/// <summary>A client of an IRC server, which comes back when the connection is lost.</summary>
/// <param name="streams">Connects.</param>
/// <param name="server">To whom.</param>
/// <param name="options">Who we are, and for how long we try.</param>
/// <param name="time">The clock.</param>
public sealed class IrcClient(
    IStreamTransport streams, Endpoint server, IrcConnectOptions options, TimeProvider time)
{
    private readonly ReconnectDelay _delay = new(options.Random);
    private bool _wasIn;
    private Exception? _ofCaller; // it was not the server
    private readonly long _start = time.GetTimestamp();

    /// <summary>What outlives a connection: rooms to be in are asked for here before it runs.</summary>
    public IrcClientMemory Memory { get; } = new();

    /// <summary>
    /// What is to be done, in order, each with the session and the time; the end of it is the end of all. While lines
    /// wait to be said, no more is taken: it should be bounded.
    /// </summary>
    public required ChannelReader<Action<IrcClientSession, TimeSpan>> Commands { get; init; }

    /// <summary>Is told what happens, by the client's task. What it throws ends the client.</summary>
    public required Action<IrcClientEvent> OnEvent { get; init; }

    /// <summary>Is told that the connection is lost, why, and after which time the next is tried.</summary>
    public Action<Exception, TimeSpan> OnLost { get; init; } = static (_, _) => { };

    /// <summary>
    /// Is told of how many lines it is not known whether they arrived when the connection was lost.
    /// </summary>
    public Action<int> OnUnknown { get; init; } = static _ => { };

    /// <summary>Runs until there is nothing left to do, or the server is lost for good.</summary>
    /// <param name="stop">Leaves: the server is told, if it takes that at once.</param>
    /// <exception cref="PeerProtocolException">The server does not let us in, or breaks the protocol.</exception>
    /// <exception cref="TransportException">The server cannot be reached, or went away.</exception>
    /// <exception cref="TimeoutException">The server does not answer.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            Exception lost;
            try
            {
                if (await ConnectAndServeAsync(stop))
                    return;

                lost = TransportException.PeerGone($"the server {server} ended the connection");
            }
            catch (Exception failure) when (MayPass(failure))
            {
                lost = failure;
            }

            if (Memory.OnLost() is > 0 and var unknown)
                OnUnknown(unknown);
            bool isDone = Commands.Completion.IsCompleted && Memory.WaitingLines == 0;
            if (!_wasIn || isDone || _delay.Attempts >= options.MaxReconnects)
                throw lost;

            TimeSpan wait = _delay.Next();
            OnLost(lost, wait);
            await Task.Delay(wait, time, stop);
        }
    }

    // What another attempt may do better; that we are not let in is none of it.
    private bool MayPass(Exception failure) => failure != _ofCaller
        && failure is IOException or TimeoutException or PeerProtocolException { Error: not ProtocolError.Refused };

    private async Task<bool> ConnectAndServeAsync(CancellationToken stop)
    {
        StreamConnection connection = await new StepTimeout(options.ConnectTimeout, time, stop).ForAsync(
            $"connect to {server}", cancel => streams.ConnectAsync(server, cancel));
        await using StreamConnection _ = connection;
        var session = new IrcClientSession(options.Client, Memory, Now);
        var run = new IrcClientConnection(connection, session, () => Now, time)
        {
            Commands = Commands,
            OnEvent = happened =>
            {
                if (happened.Kind == IrcEventKind.Welcome)
                    OnEntered();
                Tell(happened);
            },
        };
        return await run.RunAsync(stop);
    }

    private void OnEntered()
    {
        _wasIn = true;
        _delay.Reset();
    }

    private void Tell(IrcClientEvent happened)
    {
        try
        {
            OnEvent(happened);
        }
        catch (Exception ofCaller)
        {
            _ofCaller = ofCaller;
            throw;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);
}
