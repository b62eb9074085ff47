using System.Collections.Concurrent;
using System.Net.Sockets;
using Sockeye.Shell.Values;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Sessions;

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

    /// <summary>Who is asked for names. Default: the system.</summary>
    public INameService Names { get; init; } = SystemNames.Instance;

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

    /// <summary>The background calls whose outcome was not shown, ended or not.</summary>
    public IReadOnlyList<ShellJob> UnshownJobs()
    {
        lock (_lock)
            return [.. _jobs.Where(job => !job.IsShown)];
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
}
