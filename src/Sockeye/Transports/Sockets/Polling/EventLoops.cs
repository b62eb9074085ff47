using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The loops of an engine, one for each processor. Sockets are given to them in turn.</summary>
/// <remarks>
/// <para>They are shared by all transports, as the thread pool is: a thread for each transport would only make them
/// compete. Each is started when the first socket is given to it.</para>
/// <para>Most sockets are given to every other loop only: the kernel's own work on a packet, and what handlers leave to
/// the thread pool, need the processors of the others (docs/performance.md has it measured).</para>
/// </remarks>
internal sealed class EventLoops
{
    private readonly Lock _starting = new();
    private readonly EventLoop?[] _all = new EventLoop?[Processors.Count];
    private uint _next;

    private uint UsualCount => (uint)Math.Max(1, _all.Length / 2);

    /// <summary>The loop for the next socket.</summary>
    /// <param name="usesAll">Whether any will do: for sockets whose handlers compute more than the kernel does.</param>
    /// <exception cref="SocketException">None runs, and none could be started.</exception>
    public EventLoop Next(bool usesAll)
    {
        uint number = Interlocked.Increment(ref _next) % (usesAll ? (uint)_all.Length : UsualCount);
        return Volatile.Read(ref _all[number]) ?? Start(number);
    }

    // One that cannot be started now is tried again for the next socket; meanwhile another does its work.
    private EventLoop Start(uint number)
    {
        lock (_starting)
        {
            try
            {
                return _all[number] ??= EventLoop.Start($"sockeye-{number}");
            }
            catch (SocketException) when (Array.Find(_all, loop => loop is not null) is { } running)
            {
                return running;
            }
        }
    }
}
