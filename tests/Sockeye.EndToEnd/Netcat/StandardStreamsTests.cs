using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>
/// The matrix of standard descriptors: whatever our input and output are, and whatever the other direction does, an end
/// is passed on and nothing is lost.
/// </summary>
/// <remarks>
/// Side <c>in</c>: our input ends. Side <c>out</c>: the peer's stream ends. Meanwhile the other direction is open and
/// quiet, blocked by somebody who does not read, or already done. <c>end shown</c>: the one who waits for it saw the
/// end while the command went on.
/// </remarks>
public sealed class StandardStreamsTests
{
    // inetd: one TCP socket is input, output and errors. exec: one socketpair is input and output (socat EXEC).
    private static readonly string[] Kinds =
        ["pipe", "nonblocking", "fifo", "file", "socket", "socketpair", "terminal", "closed", "exec", "inetd"];

    private static readonly TimeSpan Hanging = SafetyNet.Time - TimeSpan.FromSeconds(10); // so that it can be told

    public static MatrixTheoryData<string, string, string> Rows =>
        new(["tcp", "tls", "unix", "udp"], ["in", "out"], ["quiet", "blocked", "done"]);

    [Theory, MemberData(nameof(Rows))]
    public async Task Every_end_arrives_and_nothing_is_lost(string carrier, string side, string state)
    {
        string seconds = Hanging.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        string[] kinds = carrier == "udp" ? Kinds[..^1] : Kinds; // what inetd's listener says would be in the stream

        ProcessResult result = await PythonProcess.RunAsync(
            StandardStreamsScript.Text,
            [carrier, side, state, string.Join(',', kinds), seconds, .. SockeyeProcess.CommandLine()]);

        string expected = string.Concat(kinds.Select(kind => $"{kind}: {Expected(carrier, side, state, kind)}\n"));
        Assert.Equal(expected, result.Output);
        Assert.Equal("", result.Error);
    }

    private static string Expected(string carrier, string side, string state, string kind) =>
        (carrier == "udp", side, state, kind) switch
        {
            // Streams. Who types learns that nobody listens any more: the end of the peer is the end.
            (false, "in", "quiet", "closed") => "peer got nothing, output got theirs more, end shown",
            (false, "in", "quiet", _) => "peer got ours, output got theirs more, end shown",
            (false, "in", "blocked", "closed") => "peer got nothing, output got much, end shown",
            (false, "in", "blocked", _) => "peer got ours, output got much, end shown",
            (false, "in", "done", "closed" or "terminal") => "peer got nothing, output got nothing",
            (false, "in", "done", _) => "peer got ours, output got nothing",
            (_, "out", _, "closed") =>
                "exit 1, sockeye: cannot write standard output: it is closed",
            (false, "out", "quiet", "file") => "peer got ours more, output got theirs",
            (false, "out", "quiet", _) => "peer got ours more, output got theirs, end shown",
            (false, "out", "blocked", "file") => "peer got much, output got theirs",
            (false, "out", "blocked", _) => "peer got much, output got theirs, end shown",
            (false, "out", "done", _) => "peer got nothing, output got theirs",

            // Datagrams have no end to be shown, and what nobody takes is lost: "some".
            (true, "in", "quiet", "closed") => "peer got nothing, output got nothing",
            (true, "in", "blocked", "closed") => "peer got nothing, output got some",
            (true, "in", "blocked", _) => "peer got ours, output got some",
            (true, "in", "done", "closed") => "peer got nothing, output got theirs",
            (true, "in", _, _) => "peer got ours, output got theirs",
            (true, "out", "quiet", _) => "peer got more, output got theirs",
            (true, "out", "blocked", _) => "peer got some, output got theirs",
            _ => "peer got nothing, output got theirs",
        };
}
