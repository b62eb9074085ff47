using System.Text;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Protocols.Tests.Irc.Client;

/// <summary>A session, and its server played by the test.</summary>
internal sealed class SessionBench
{
    public SessionBench(IrcClientOptions? options = null, IrcClientMemory? memory = null, params string[] rooms)
    {
        Memory = memory ?? new IrcClientMemory();
        foreach (string room in rooms)
            Memory.Want(room);
        Session = new IrcClientSession(options ?? new IrcClientOptions("me"), Memory, TimeSpan.Zero);
    }

    public IrcClientMemory Memory { get; }

    public IrcClientSession Session { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>What the session sends now.</summary>
    public string[] Sent()
    {
        var lines = new List<string>();
        while (Session.TryTakeLine(Now, out string line))
            lines.Add(line);
        return [.. lines];
    }

    /// <summary>What happened.</summary>
    public IrcClientEvent[] Events()
    {
        var events = new List<IrcClientEvent>();
        while (Session.TryTakeEvent(out IrcClientEvent? happened))
            events.Add(happened!);
        return [.. events];
    }

    /// <summary>The server sends lines.</summary>
    /// <returns>What the session answers.</returns>
    public string[] Hear(params string[] lines)
    {
        foreach (string line in lines)
            Session.OnLine(Encoding.UTF8.GetBytes(line), Now);
        return Sent();
    }

    public void Pass(TimeSpan time)
    {
        Now += time;
        Session.OnDeadline(Now);
    }

    /// <summary>A session that is in its rooms, on a server with these capabilities.</summary>
    public static SessionBench Entered(string capabilities = "", IrcClientMemory? memory = null, params string[] rooms)
    {
        var bench = new SessionBench(null, memory, rooms);
        bench.Sent();
        bench.Hear($":irc.test CAP * LS :{capabilities}");
        if (capabilities.Length > 0)
            bench.Hear($":irc.test CAP * ACK :{capabilities}");
        bench.Hear(":irc.test 001 me :Welcome", ":irc.test 376 me :End");
        foreach (string room in rooms)
            bench.Hear($":me!me@host JOIN {room}");
        bench.Events();
        return bench;
    }
}
