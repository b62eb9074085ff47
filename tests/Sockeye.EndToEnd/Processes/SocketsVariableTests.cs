using System.Diagnostics;

namespace Sockeye.EndToEnd.Processes;

/// <summary>SOCKEYE_SOCKETS chooses what the sockets of a process wait by: our loops have threads of a name of their own.</summary>
public sealed class SocketsVariableTests
{
    [Theory, InlineData("", true), InlineData("runtime", false)]
    public async Task Variable_chooses_what_sockets_wait_by(string sockets, bool hasOwnLoop)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere there are only those of the runtime");
        ProcessStartInfo start = SockeyeProcess.StartInfo("serve", "echo@tcp://127.0.0.1:0");
        start.Environment["SOCKEYE_SOCKETS"] = sockets;

        await using SockeyeServer server = await SockeyeServer.StartAsync(start);

        string[] threads = [.. Directory.GetDirectories($"/proc/{server.Process.Id}/task").Select(NameOf)];
        Assert.Equal(hasOwnLoop, threads.Contains("sockeye-0") || threads.Contains("sockeye-1"));
    }

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).Trim();
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }
}
