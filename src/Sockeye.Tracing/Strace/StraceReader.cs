namespace Sockeye.Tracing.Strace;

/// <summary>Reads what strace writes, line by line, and tells the calls on sockets.</summary>
/// <remarks>
/// Calls are told when they have ended; those of several threads are joined from their two halves. Lines that are not
/// strace's are counted, not fatal: the traced program may share the output.
/// </remarks>
/// <param name="found">Takes each call.</param>
public sealed class StraceReader(Action<TracedCall> found)
{
    private readonly Dictionary<int, StraceLine> _begun = [];
    private readonly StraceSockets _sockets = new();
    private TimeSpan? _origin;
    private TimeSpan _latest;

    /// <summary>
    /// The system calls it wants to be told of, for strace's <c>-e trace=</c>: those of sockets, and those by which
    /// processes and descriptors come and go.
    /// </summary>
    public const string SystemCalls =
        "%network,read,write,readv,writev,sendfile,splice,close,dup,dup2,dup3,clone,clone3,fork,vfork,execve";

    /// <summary>How many lines were not understood.</summary>
    public int UnreadableLines { get; private set; }

    /// <summary>Takes a line, without its ending.</summary>
    public void OnLine(string text)
    {
        if (StraceLineParser.Parse(text) is not { } line)
        {
            UnreadableLines += text.Length > 0 ? 1 : 0;
            return;
        }

        _origin ??= line.Time;
        _latest = line.Time > _latest ? line.Time : _latest; // the clock may have been set back
        switch (line.Kind)
        {
            case StraceLineKind.Begin:
                _begun[line.Thread] = line;
                _sockets.OnBegin(line);
                break;
            case StraceLineKind.End when _begun.Remove(line.Thread, out StraceLine? begun) && begun.Name == line.Name:
                OnCall(begun with
                {
                    Arguments = begun.Arguments + line.Arguments,
                    Result = line.Result,
                    Duration = line.Duration,
                    Program = line.Program,
                });
                break;
            case StraceLineKind.Call:
                OnCall(line);
                break;
            case StraceLineKind.Exit:
                OnExit(line);
                break;
        }
    }

    /// <summary>The output has ended: calls that are still under way never returned.</summary>
    public void OnEnd()
    {
        foreach (StraceLine begun in _begun.Values.OrderBy(line => line.Time))
            Abandon(begun);
        _begun.Clear();
    }

    private void OnCall(StraceLine line)
    {
        foreach (TracedCall call in _sockets.Read(line, line.Time - _origin!.Value))
            found(call);
    }

    private void OnExit(StraceLine line)
    {
        if (_begun.Remove(line.Thread, out StraceLine? begun))
            Abandon(begun);
        foreach (TracedCall close in _sockets.OnExit(line, line.Time - _origin!.Value))
            found(close);
    }

    private void Abandon(StraceLine begun) => OnCall(begun with { Result = "?", Duration = _latest - begun.Time });
}
