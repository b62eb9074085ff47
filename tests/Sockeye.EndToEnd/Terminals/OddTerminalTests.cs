using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Terminals;

/// <summary>Terminals of no size to speak of, and one that takes nothing: neither holds up the work, nor its end.</summary>
public sealed class OddTerminalTests : IDisposable
{
    // A terminal of so many columns and lines; its output is read or not; after a line with this word Ctrl-C is typed.
    private const string Terminal = """
        import fcntl, os, pty, struct, sys, termios, time
        columns, lines, reads, interrupts = [int(word) for word in sys.argv[1:5]]
        ready, go = os.pipe()
        pid, terminal = pty.fork()
        if pid == 0:
            os.close(go)
            os.read(ready, 1)
            os.execvp(sys.argv[5], sys.argv[5:])
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.write(go, b"!")
        if interrupts:
            while "S" not in open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] or not os.path.exists(sys.argv[-1]):
                pass
            os.write(terminal, b"\\x03")
        while reads:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                break
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 24), InlineData(2, 24), InlineData(3, 24), InlineData(4, 24), InlineData(80, 0), InlineData(0, 0)]
    [InlineData(1, 1), InlineData(39, 3)]
    public async Task Bars_and_tables_are_drawn_or_left_out_and_the_work_is_done(int columns, int lines)
    {
        _folder.AddDirectory("root");
        byte[] content = Payload.Of(2_000_000);
        _folder.AddFile("root/f", content);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "--root", _folder.At("root"), "files@tcp://127.0.0.1:0");

        ProcessResult got = await RunAsync(
            columns, lines, "get", $"tcp://{server.Address}/f", "--rate", "4M", "-o", _folder.At("f"));
        ProcessResult lab = await RunAsync(columns, lines, "lab", "3.3");

        got.AssertExit(0);
        Payload.AssertEqual(content, File.ReadAllBytes(_folder.At("f")));
        lab.AssertExit(0);
    }

    private static Task<ProcessResult> RunAsync(int columns, int lines, params string[] arguments) =>
        RunningProcess.RunAsync(
            Peer.Find(Peer.Python),
            [
                "-c", Terminal, Text(columns), Text(lines), "1", "0", .. SockeyeProcess.CommandLine(arguments),
            ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
