using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests.Drawing;

/// <summary>Traces made from a number: connections, datagrams, long and wide data, many sockets, long waits.</summary>
internal static class GeneratedTrace
{
    private static readonly string[] Payloads =
    [
        "x", "GET /a/rather/long/path?with=a&query=that&goes=on HTTP/1.1\r\nHost: example.com\r\n\r\n",
        "世界你好世界你好世界你好世界你好世界你好", "e\u0301e\u0301 und 😀😀😀😀 한국어한국어한국어한국어 end",
        new string('m', 200), "\e[31m\0\n<script>alert(1)</script>", "",
    ];

    public static Ladder Of(int seed)
    {
        var random = new Random(seed);
        var script = new CallScript();
        double time = 0;
        int pairs = 1 + random.Next(6);
        var ends = new List<(TracedSocket One, TracedSocket Other)>();
        for (int i = 0; i < pairs; i++)
            ends.Add(Pair(random, script, i, ref time));
        for (int i = 0; i < 40; i++)
        {
            (TracedSocket one, TracedSocket other) = ends[random.Next(ends.Count)];
            if (random.Next(2) == 0)
                (one, other) = (other, one);
            Exchange(random, script, one, other, ref time);
        }

        return script.Ladder with
        {
            Origin = TraceOrigin.Of(["程序", new string('w', random.Next(300)), "a b"], DateTimeOffset.UnixEpoch),
            Hidden = random.Next(2) == 0 ? [] : ["nscd", "netlink"],
        };
    }

    private static (TracedSocket, TracedSocket) Pair(Random random, CallScript script, int i, ref double time)
    {
        string name = random.Next(4) switch { 0 => "程序程序程序程序程序", 1 => new string('p', 60), _ => "prog" };
        string server = $"127.0.0.1:{1000 + i}", client = random.Next(3) == 0 ? $"/run/{new string('s', 90)}{i}" : $"127.0.0.1:{50000 + i}";
        bool isStream = random.Next(3) > 0;
        TracedSocket one = isStream ? CallScript.Stream(name, 3, client, server) : CallScript.Datagram(name, 3, client, server);
        TracedSocket other = isStream ? CallScript.Stream("q" + name, 4, server, client) : CallScript.Datagram("q" + name, 4, server, client);
        script.Call(CallKind.Open, "socket", one, time, time + 0.1, arguments: "INET, STREAM");
        if (random.Next(4) == 0)
            script.Call(CallKind.Connect, "connect", one, time + 0.2, time + 5, address: server, arguments: server);
        time += 6;
        return (one, other);
    }

    private static void Exchange(Random random, CallScript script, TracedSocket one, TracedSocket other, ref double time)
    {
        string data = Payloads[random.Next(Payloads.Length)];
        int sends = 1 + random.Next(3);
        for (int i = 0; i < sends; i++)
            script.Send(one, time, time += 0.2, data);
        if (random.Next(5) > 0) // else it is never received, or outside
            script.Receive(other, time - random.Next(3), time += random.Next(4) == 0 ? 40_000 : 0.3, string.Concat(Enumerable.Repeat(data, sends)));
        if (random.Next(8) == 0)
            script.Call(CallKind.EndSending, "shutdown", one, time, time += 0.1, arguments: "WR");
        if (random.Next(8) == 0)
            script.Receive(other, time, time += 2, "");
        time += random.NextDouble() * 10;
    }
}
