using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Terminals;

/// <summary>Terminals of no size to speak of, and one that takes nothing: neither holds up the work, nor its end.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class OddTerminalTests : IDisposable
{
    // A terminal of so many columns and lines. Once it has shown so many bytes that nobody reads, Ctrl-C is typed.
    private const string Terminal = """
        import fcntl, os, pty, struct, sys, termios
        columns, lines, unread = [int(word) for word in sys.argv[1:4]]
        ready, go = os.pipe()
        pid, terminal = pty.fork()
        if pid == 0:
            os.close(go)
            os.read(ready, 1)
            os.execvp(sys.argv[4], sys.argv[4:])
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.write(go, b"!")
        while unread and struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, b"1234"))[0] < unread:
            pass
        if unread:
            os.write(terminal, b"\x03")
        while not unread:
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
            columns, lines, unread: 0, "get", $"tcp://{server.Address}/f", "--rate", "4M", "-o", _folder.At("f"));
        ProcessResult lab = await RunAsync(columns, lines, unread: 0, "lab", "3.3");

        got.AssertExit(0);
        Payload.AssertEqual(content, File.ReadAllBytes(_folder.At("f")));
        lab.AssertExit(0);
    }

    [Fact]
    public async Task Ctrl_c_ends_what_nobody_reads()
    {
        ProcessResult ping = await RunAsync(80, 24, unread: 3_000, "ping", "127.0.0.1", "-i", "1ms");

        Assert.Contains(ping.ExitCode, new[] { 0, 130 }); // as far as its summary went
    }

    private static Task<ProcessResult> RunAsync(int columns, int lines, int unread, params string[] arguments) =>
        RunningProcess.RunAsync(
            Peer.Find(Peer.Python),
            ["-c", Terminal, Text(columns), Text(lines), Text(unread), .. SockeyeProcess.CommandLine(arguments)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
