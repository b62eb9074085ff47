using System.Text.Json;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Tracing;

/// <summary>A trace that was written as JSON, and how the command ended.</summary>
internal sealed record TraceRun(ProcessResult Result, IReadOnlyList<JsonElement> Calls)
{
    /// <summary>Traces a program to its end.</summary>
    public static Task<TraceRun> OfAsync(params string[] program) => OfAsync([], program);

    /// <summary>Traces a program to its end, with options more.</summary>
    public static Task<TraceRun> OfAsync(string[] options, params string[] program) =>
        RunAsync(["trace", .. options], ["--", .. program]);

    /// <summary>Runs one of our commands with its own calls traced.</summary>
    public static Task<TraceRun> OfOursAsync(params string[] command) => RunAsync(command, ["--trace=json"]);

    /// <summary>The calls of that name.</summary>
    public IEnumerable<JsonElement> Named(string name) =>
        Calls.Where(call => call.TryGetProperty("call", out JsonElement value) && value.GetString() == name);

    /// <summary>The one call of that name that moved those bytes.</summary>
    public JsonElement Moved(string name, string payload) =>
        Assert.Single(Named(name), call => call.TryGetProperty("payload", out JsonElement value) && value.GetString() == payload);

    /// <summary>The call that caused another: by its number.</summary>
    public JsonElement CauseOf(JsonElement call)
    {
        int number = call.GetProperty("from")[0].GetProperty("number").GetInt32();
        return Calls.Single(other => other.GetProperty("number").GetInt32() == number);
    }

    public static async Task<TraceRun> ReadAsync(RunningProcess traced, string file)
    {
        ProcessResult result = await traced.ResultAsync();
        return new TraceRun(result, Parse(File.ReadAllLines(file)));
    }

    private static async Task<TraceRun> RunAsync(string[] before, string[] after)
    {
        Peer.Find(Peer.Strace);
        string file = Path.GetTempFileName();
        try
        {
            string[] format = before[0] == "trace" ? ["--format", "json"] : [];
            ProcessResult result = await SockeyeProcess.RunAsync([.. before, .. format, "--trace-file", file, .. after]);
            return new TraceRun(result, Parse(File.ReadAllLines(file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static List<JsonElement> Parse(string[] lines) =>
        [.. lines.Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];
}
