using System.Collections.Concurrent;
using System.Net.Sockets;
using Sockeye.Cli.Shell.Calls;
using Sockeye.Cli.Shell.Language;
using Sockeye.Cli.Shell.Values;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Shell;

/// <summary>One session of the shell: its variables, its sockets and its calls under way.</summary>
/// <remarks>Knows no terminal and no file: lines are given to it, and outcomes are taken from it.</remarks>
/// <param name="time">The clock of time-outs.</param>
/// <param name="calls">Is told of every socket call; null for nobody.</param>
internal sealed class ShellSession(TimeProvider time, ISocketCallSink? calls = null) : IDisposable
{
    /// <summary>How many calls may wait at once: 100.</summary>
    public const int MaxJobs = 100;

    private readonly ConcurrentDictionary<string, Value> _variables = new();
    private readonly Lock _lock = new();
    private readonly List<ShellSocket> _sockets = [];
    private readonly List<ShellJob> _jobs = [];
    private int _numbers;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Is told of each call when it has ended. Called from any thread.</summary>
    public Action<CallRecord>? Called { get; set; }

    /// <summary><c>exit</c> was called.</summary>
    public bool IsOver { get; set; }

    public IEnumerable<string> VariableNames => _variables.Keys.Order(StringComparer.Ordinal);

    /// <summary>The sockets that are open, in the order they were opened.</summary>
    public IReadOnlyList<ShellSocket> Sockets
    {
        get
        {
            lock (_lock)
            {
                _sockets.RemoveAll(socket => socket.IsClosed);
                return [.. _sockets];
            }
        }
    }

    /// <summary>The calls in the background that have not ended, the oldest first.</summary>
    public IReadOnlyList<ShellJob> Waiting
    {
        get
        {
            lock (_lock)
            {
                _jobs.RemoveAll(job => job.Outcome.IsCompleted && job.IsShown);
                return [.. _jobs.Where(job => !job.Outcome.IsCompleted)];
            }
        }
    }

    public Value? Variable(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The variables that hold each socket; none for one that nothing refers to any more.</summary>
    public ILookup<ShellSocket, string> NamesOfSockets() => VariableNames
        .Where(name => Variable(name) is SocketValue)
        .ToLookup(name => ((SocketValue)Variable(name)!).Socket);

    /// <summary>The open socket of a descriptor.</summary>
    public ShellSocket? SocketOf(long descriptor) => Sockets.FirstOrDefault(socket => socket.Descriptor == descriptor);

    /// <summary>Opens a socket of the session.</summary>
    public ShellSocket Open(AddressFamily family, SocketType type, int protocol)
    {
        var socket = new BerkeleySocket(family, type, (ProtocolType)protocol, calls, time);
        return Adopt(new ShellSocket(socket, family, type, protocol));
    }

    /// <summary>Takes a socket that was accepted.</summary>
    public ShellSocket Adopt(ShellSocket socket)
    {
        lock (_lock)
            _sockets.Add(socket);
        return socket;
    }

    /// <summary>The background call that will set a variable.</summary>
    public ShellJob? Pending(string name) => Waiting.FirstOrDefault(job => job.Sets(name));

    /// <summary>The background calls a line needs: they set its variables, or use a socket as it does.</summary>
    public IReadOnlyList<ShellJob> NeededBy(Statement statement)
    {
        string[] names = [.. NamesIn(statement), .. statement.Targets.Select(target => target.Name)];
        IReadOnlyList<(ShellSocket, CallDirection)> uses = UsesOf(statement);
        return [.. UnshownJobs().Where(job =>
            names.Any(job.Sets) || uses.Any(use => job.Uses(use.Item1, use.Item2)) || IsWaitFor(statement.Value, job))];
    }

    /// <summary>The background calls whose outcome was not shown, ended or not.</summary>
    public IReadOnlyList<ShellJob> UnshownJobs()
    {
        lock (_lock)
            return [.. _jobs.Where(job => !job.IsShown)];
    }

    /// <summary>Begins a line. What can be done at once is done when this returns.</summary>
    public ShellJob Start(Statement statement, int line = 0)
    {
        var cancelling = new CancellationTokenSource();
        var evaluation = new Evaluation(this, statement);
        return new ShellJob(statement, line, UsesOf(statement), cancelling)
        {
            Outcome = evaluation.RunAsync(cancelling.Token),
        };
    }

    /// <summary>Puts a line that waits into the background.</summary>
    public void PutIntoBackground(ShellJob job)
    {
        lock (_lock)
        {
            job.Number = ++_numbers;
            _jobs.Add(job);
        }
    }

    /// <summary>Sets a variable.</summary>
    public void Set(string name, Value value) => _variables[name] = value;

    public void Dispose()
    {
        foreach (ShellJob job in Waiting)
            job.Cancel();
        foreach (ShellSocket socket in Sockets)
            socket.Berkeley.Close();
    }

    private static IEnumerable<string> NamesIn(Statement statement) =>
        statement.All.OfType<NameExpression>().Select(name => name.Name);

    // wait() is for all, wait(2) for one; wait(s) and wait(c) need what any line with these names needs.
    private static bool IsWaitFor(Expression value, ShellJob job) => value switch
    {
        NameExpression { Name: ControlCalls.Wait } => true,
        CallExpression { Name: ControlCalls.Wait, Arguments: [] } => true,
        CallExpression { Name: ControlCalls.Wait, Arguments: [NumberExpression number] } => number.Number == job.Number,
        _ => false,
    };

    private List<(ShellSocket, CallDirection)> UsesOf(Statement statement)
    {
        var uses = new List<(ShellSocket, CallDirection)>();
        foreach (CallExpression call in statement.All.OfType<CallExpression>())
        {
            bool hasSocket = call.Arguments is [NameExpression name, ..] && Variable(name.Name) is SocketValue;
            if (hasSocket && CallCatalog.Find(call.Name) is { } known)
                uses.Add((((SocketValue)Variable(((NameExpression)call.Arguments[0]).Name)!).Socket, known.Direction));
        }

        return uses;
    }
}
