using Sockeye.Tracing.Ladders;
using Sockeye.Tracing.Strace;

namespace Sockeye.Tracing.Tests;

/// <summary>What strace wrote, read from the folder Recorded.</summary>
internal static class Recording
{
    public static string Text(string name)
    {
        using Stream file = typeof(Recording).Assembly.GetManifestResourceStream(typeof(Recording), $"Recorded.{name}")
            ?? throw new InvalidOperationException($"there is no {name} in Recorded");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    public static string[] Lines(string name) => Text(name).Split('\n');

    public static CallLog Log(IEnumerable<string> lines, int maxCalls = CallLog.DefaultMaxCalls)
    {
        var log = new CallLog(maxCalls);
        var reader = new StraceReader(log.Add);
        foreach (string line in lines)
            reader.OnLine(line);
        reader.OnEnd();
        Assert.Equal(0, reader.UnreadableLines);
        return log;
    }

    public static List<TracedCall> Calls(params string[] lines) =>
        [.. Log(lines).Kept().Select(logged => logged.Call)];

    public static Ladder LadderOf(string name) => Ladder.Of(Log(Lines(name)));
}
