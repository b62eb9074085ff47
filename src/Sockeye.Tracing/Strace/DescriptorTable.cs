namespace Sockeye.Tracing.Strace;

/// <summary>The sockets of one process by descriptor: what threads share, and fork(2) copies.</summary>
internal sealed class DescriptorTable
{
    private readonly Dictionary<int, (TracedSocket Socket, bool ClosesOnExec)> _sockets = [];

    public DescriptorTable(int process) => Process = process;

    private DescriptorTable(int process, DescriptorTable parent)
    {
        Process = process;
        Program = parent.Program;
        foreach ((int number, (TracedSocket, bool) entry) in parent._sockets)
            _sockets.Add(number, entry);
    }

    /// <summary>The process: the first thread that used it.</summary>
    public int Process { get; }

    /// <summary>The name of its program; that of its threads may differ.</summary>
    public string Program { get; set; } = "";

    /// <summary>The sockets it holds, one as often as it has descriptors for it.</summary>
    public IEnumerable<TracedSocket> Sockets => _sockets.Values.Select(entry => entry.Socket);

    public TracedSocket? Find(int number) => _sockets.TryGetValue(number, out var entry) ? entry.Socket : null;

    public bool Holds(TracedSocket socket) => Sockets.Contains(socket);

    public void Set(int number, TracedSocket socket, bool closesOnExec) => _sockets[number] = (socket, closesOnExec);

    public void Remove(int number) => _sockets.Remove(number);

    /// <summary>What a child process gets.</summary>
    public DescriptorTable Copy(int process) => new(process, this);

    /// <summary>What execve(2) leaves.</summary>
    /// <returns>The sockets that are closed by it.</returns>
    public IReadOnlyList<TracedSocket> CloseOnExec()
    {
        int[] closed = [.. _sockets.Where(entry => entry.Value.ClosesOnExec).Select(entry => entry.Key)];
        TracedSocket[] sockets = [.. closed.Select(number => _sockets[number].Socket)];
        foreach (int number in closed)
            _sockets.Remove(number);
        return sockets;
    }
}
