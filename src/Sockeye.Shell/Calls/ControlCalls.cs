using System.Globalization;
using System.Text;
using Sockeye.Shell.Language;
using Sockeye.Shell.Options;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Calls;

/// <summary>The calls of the shell itself.</summary>
internal static class ControlCalls
{
    public const string Wait = "wait";
    public const string Expect = "expect";
    public const string ExpectUsage = "expect(ECONNREFUSED, connect(s, 127.0.0.1:1))";

    public static IReadOnlyList<ShellCall> All { get; } =
    [
        Of("print(value)", 1, "Shows a value: of a socket, how it stands now, asked from the kernel.", Print),
        Of("sockets()", 0, "Lists the open sockets with their state and what waits in their queues.", Sockets),
        Of("jobs()", 0, "Lists the calls that wait in the background.", Jobs),
        Of($"{Wait}(what)", 0,
            "Waits for background calls: wait() for all, wait(1) for one, wait(s) for those on a socket.",
            static _ => NoValue.Instance) with { Direction = CallDirection.Both },
        Of("cancel(number)", 0,
            "Ends a background call, as a signal does: EINTR. Without a number the newest.", Cancel),
        Of(ExpectUsage, 2,
            "Makes a call that must fail with this error, by name or number: then all is well, and a script goes on.",
            static _ => NoValue.Instance),
        Of("help(call)", 0, "Explains a call or an option.", arguments => new PlainValue(ShellHelp.Of(arguments))),
        Of("exit()", 0, "Leaves the shell; every socket is closed. So does Ctrl-D.", Exit),
    ];

    private static ShellCall Of(string usage, int least, string help, Func<CallArguments, Value> run) =>
        new(usage, least, help, (arguments, _) => new ValueTask<Value>(run(arguments)))
        {
            IsOfTheApi = false,
            Most = usage == ExpectUsage ? 2 : usage.Contains("()", StringComparison.Ordinal) ? 0 : 1,
        };

    private static Value Print(CallArguments arguments) =>
        arguments[0] is WordValue word && ShellParser.IsName(word.Word)
            ? throw arguments.Wrong(0, $"there is no variable '{word}'")
            : arguments[0];

    private static PlainValue Sockets(CallArguments arguments)
    {
        var lines = new StringBuilder();
        ILookup<ShellSocket, string> allNames = arguments.Session.NamesOfSockets();
        foreach (ShellSocket socket in arguments.Session.Sockets)
        {
            string names = string.Join(" ", allNames[socket]);
            lines.Append(CultureInfo.InvariantCulture, $"{(names.Length == 0 ? "-" : names),-6} {socket.Describe()}");
            lines.Append(Queues(socket)).Append('\n');
        }

        return new PlainValue(lines.Length == 0 ? "no socket is open" : lines.ToString().TrimEnd());
    }

    private static string Queues(ShellSocket socket)
    {
        const int ipprotoTcp = 6, tcpInfo = 11, queued = 24, backlog = 28, needed = 32;
        SocketStatus asked = socket.Berkeley.Status;
        if (asked.IsListening && asked.TcpState == TcpState.Listen)
        {
            byte[] info = new byte[OptionCodec.MaxBytes];
            return asked.PeekSockOpt(ipprotoTcp, tcpInfo, info) < needed ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $" to accept: {BitConverter.ToInt32(info, queued)} of {BitConverter.ToInt32(info, backlog)}");
        }

        int unsent = asked.TcpState == TcpState.Closed ? 0 : asked.SendQueueBytes ?? 0; // no peer, nothing to send
        return socket.State is ShellSocketState.Listening or ShellSocketState.Unbound ? "" : string.Create(
            CultureInfo.InvariantCulture, $" to read: {asked.ReceiveQueueBytes ?? 0} unsent: {unsent}");
    }

    private static PlainValue Jobs(CallArguments arguments)
    {
        IEnumerable<string> jobs = arguments.Session.Waiting.Select(job => $"[{job.Number}] {job.Statement.Text}");
        string text = string.Join("\n", jobs);
        return new PlainValue(text.Length == 0 ? "nothing waits" : text);
    }

    private static NoValue Cancel(CallArguments arguments)
    {
        IReadOnlyList<ShellJob> waiting = arguments.Session.Waiting;
        ShellJob? job = arguments.Count == 0
            ? (waiting.Count > 0 ? waiting[^1] : null)
            : waiting.FirstOrDefault(job => job.Number == arguments.Number(0, 1, int.MaxValue, "a background call"));
        if (job is null)
            throw new CallFailedException(3, "ESRCH", "no such background call; jobs() lists those that wait.");

        job.Cancel();
        return NoValue.Instance;
    }

    private static NoValue Exit(CallArguments arguments)
    {
        arguments.Session.IsOver = true;
        return NoValue.Instance;
    }
}
