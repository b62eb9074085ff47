using System.Globalization;
using Sockeye.Protocols.Text;

namespace Sockeye.Tracing.Strace;

/// <summary>Whose descriptor is which socket, and what a call does to it.</summary>
internal sealed class StraceSockets
{
    private readonly ProcessTree _processes = new();
    private readonly Dictionary<string, TracedSocket> _byName = [];

    /// <summary>A call that starts a process or a thread has begun; the child may be seen before it returns.</summary>
    public void OnBegin(StraceLine line)
    {
        if (IsBirth(line.Name))
            _processes.BeginBirth(line.Thread, line.Arguments);
    }

    /// <summary>A thread is gone; if it was the last of its process, so are the sockets that nobody else has.</summary>
    public IEnumerable<TracedCall> OnExit(StraceLine line, TimeSpan time)
    {
        if (_processes.End(line.Thread) is not { } table)
            yield break;

        foreach (TracedSocket socket in table.Sockets.Distinct().Where(IsHeldByNobody).ToArray())
            yield return Close(socket, "exit", MakerOf(table, line), time);
    }

    /// <summary>Takes a whole call.</summary>
    /// <returns>The calls to show: mostly one; none when it is on no socket; several of <c>sendmmsg</c>.</returns>
    public IEnumerable<TracedCall> Read(StraceLine line, TimeSpan start)
    {
        var call = new StraceCall(line.Name, StraceSyntax.Split(line.Arguments), StraceResult.Parse(line.Result));
        if (IsBirth(call.Name))
        {
            _processes.ForgetBirth(line.Thread);
            _processes.EndBirth(line.Thread, line.Arguments, line.Result);
            return [];
        }

        DescriptorTable table = _processes.TableOf(line.Thread);
        CallMaker maker = MakerOf(table, line);
        if (call.Name == "execve")
            return call.Result.Value == 0 ? Executed(table, call, maker, start) : [];

        var shown = new TracedCall
        {
            Kind = CallKind.Other,
            Name = call.Name,
            Result = ShownResult(call.Result),
            Error = call.Result.Error,
            NeverReturned = call.Result.NeverReturned,
            Maker = maker,
            Start = start,
            Duration = line.Duration,
        };
        return call.Name is "socket" or "socketpair" ? Opened(table, call, shown) : OnSocket(table, call, shown);
    }

    private static bool IsBirth(string name) => name is "clone" or "clone3" or "fork" or "vfork";

    private static CallMaker MakerOf(DescriptorTable table, StraceLine line)
    {
        if (table.Program.Length == 0)
            table.Program = PrintableText.Escape(line.Program);
        return new CallMaker(table.Process, line.Thread, table.Program);
    }

    private static string ShownResult(StraceResult result) =>
        result.Error is null && result.Value >= 0 ? result.Value.ToString(CultureInfo.InvariantCulture) : "";

    private bool IsHeldByNobody(TracedSocket socket) => !_processes.Tables.Any(table => table.Holds(socket));

    private List<TracedCall> Executed(DescriptorTable table, StraceCall call, CallMaker maker, TimeSpan time)
    {
        table.Program = ProgramName.Of(StraceSyntax.Elements(call.Argument(1)));
        return [.. table.CloseOnExec().Where(IsHeldByNobody).Select(socket => Close(socket, "execve", maker, time))];
    }

    private TracedCall Close(TracedSocket socket, string name, CallMaker maker, TimeSpan time)
    {
        Forget(socket);
        return new TracedCall { Kind = CallKind.Close, Name = name, Socket = socket, Maker = maker, Start = time };
    }

    private void Forget(TracedSocket socket)
    {
        foreach (string name in _byName.Where(entry => entry.Value == socket).Select(entry => entry.Key).ToArray())
            _byName.Remove(name);
    }

    // socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[12]>; socketpair(…, [3<…>, 4<…>]) = 0
    private IEnumerable<TracedCall> Opened(DescriptorTable table, StraceCall call, TracedCall shown)
    {
        string family = call.Argument(0).Replace("AF_", "", StringComparison.Ordinal);
        if (family.Length == 0 || !family.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            family = "OTHER"; // one that strace has no name for

        string type = call.Argument(1).Replace("SOCK_", "", StringComparison.Ordinal);
        bool closesOnExec = type.Contains("CLOEXEC", StringComparison.Ordinal);
        string shownType = type.Replace("|CLOEXEC", "", StringComparison.Ordinal);
        shown = shown with { Kind = CallKind.Open, Arguments = $"{family}, {shownType}" };
        string kind = type.Split('|')[0];
        if (call.Name == "socket")
            return [shown with { Socket = Made(table, call.Result.Text, shown.Maker, closesOnExec, kind, family) }];

        IReadOnlyList<string> pair = StraceSyntax.Elements(call.Argument(3));
        return pair.Count < 2
            ? [shown]
            : [shown with
            {
                Socket = Made(table, pair[0], shown.Maker, closesOnExec, kind, family),
                NewSocket = Made(table, pair[1], shown.Maker, closesOnExec, kind, family),
            }];
    }

    // A descriptor that a call returned is a socket nobody has seen before, even if its number was in use.
    private TracedSocket? Made(
        DescriptorTable table, string text, CallMaker maker, bool closesOnExec, string type, string? family = null)
    {
        if (StraceDescriptor.Parse(text) is not { IsSocket: true } descriptor)
            return null;

        TracedSocket socket = NewSocket(descriptor, maker);
        socket.Type = type;
        if (socket.Family == StraceDescriptor.OtherFamily && family is not null)
            socket.Family = family;
        table.Set(descriptor.Number, socket, closesOnExec);
        return socket;
    }

    private TracedSocket NewSocket(StraceDescriptor descriptor, CallMaker maker)
    {
        var socket = new TracedSocket
        {
            Family = descriptor.Family,
            Type = descriptor.Type,
            Maker = maker,
            Descriptor = descriptor.Number,
        };
        Learn(descriptor, socket);
        return socket;
    }

    private void Learn(StraceDescriptor descriptor, TracedSocket socket)
    {
        descriptor.Describe(socket);
        if (descriptor.IsUnique)
            _byName[descriptor.Name] = socket;
    }

    private IEnumerable<TracedCall> OnSocket(DescriptorTable table, StraceCall call, TracedCall shown)
    {
        bool isIntoSocket = call.Name is "splice" && StraceDescriptor.Parse(call.Argument(2)) is { IsSocket: true };
        if (StraceDescriptor.Parse(call.Argument(isIntoSocket ? 2 : 0)) is not { IsSocket: true } descriptor)
            return [];

        TracedSocket socket = SocketOf(table, descriptor, shown.Maker);
        shown = shown with { Socket = socket };
        if (call.Name == "close")
            return [Closed(table, descriptor.Number, shown)];
        if (call.Name is "dup" or "dup2" or "dup3")
            return [Duplicated(table, call, shown)];

        IReadOnlyList<StraceTransfer> moved = StraceTransfer.Read(call);
        return moved.Count > 0
            ? moved.Select(part =>
                StraceCallShape.Moved(shown, isIntoSocket ? part with { Kind = CallKind.Send } : part))
            : [Shaped(table, call, shown)];
    }

    private TracedCall Shaped(DescriptorTable table, StraceCall call, TracedCall shown)
    {
        TracedCall shaped = StraceCallShape.Of(shown, call);
        if (shaped is not { Kind: CallKind.Accept, Error: null, NeverReturned: false })
            return shaped;

        bool closesOnExec = call.Argument(3).Contains("CLOEXEC", StringComparison.Ordinal);
        TracedSocket? made = Made(table, call.Result.Text, shown.Maker, closesOnExec, shown.Socket!.Type);
        if (made is not null)
            made.Peer ??= shaped.Address;
        return shaped with { NewSocket = made, Address = shaped.Address ?? made?.Peer };
    }

    private TracedSocket SocketOf(DescriptorTable table, StraceDescriptor descriptor, CallMaker maker)
    {
        if (table.Find(descriptor.Number) is { } known)
        {
            Learn(descriptor, known);
            return known;
        }

        // Inherited, or open since before the trace began.
        TracedSocket socket = descriptor.IsUnique && _byName.TryGetValue(descriptor.Name, out TracedSocket? named)
            ? named
            : NewSocket(descriptor, maker);
        table.Set(descriptor.Number, socket, closesOnExec: false);
        return socket;
    }

    private TracedCall Closed(DescriptorTable table, int number, TracedCall shown)
    {
        table.Remove(number);
        if (!IsHeldByNobody(shown.Socket!))
            return shown; // another descriptor keeps the socket open

        Forget(shown.Socket!);
        return shown with { Kind = CallKind.Close };
    }

    private static TracedCall Duplicated(DescriptorTable table, StraceCall call, TracedCall shown)
    {
        if (call.Result.Value >= 0)
            table.Set((int)call.Result.Value, shown.Socket!, closesOnExec: false);
        return shown;
    }
}
