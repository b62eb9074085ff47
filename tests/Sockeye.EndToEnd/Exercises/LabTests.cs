using System.Text.Json;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Exercises;

/// <summary>The exercises on their own ports: alone, because nobody else may have them meanwhile.</summary>
[Collection(nameof(RealPorts))]
public sealed class LabTests
{
    // A network of its own, where everybody may ping (ping_group_range, icmp(7)), as most systems have it.
    private static string[] OwnNetwork =>
    [
        Peer.Find(Peer.Unshare), "--net", "sh", "-c",
        "ip link set lo up && sysctl -qw net.ipv4.ping_group_range='0 2147483647' && exec \"$@\"", "sh",
    ];

    [Fact]
    public async Task All_exercises_pass_without_privileges_on_shifted_ports()
    {
        string[] command = SockeyeProcess.CommandLine("lab", "--json");
        string[] words = Environment.IsPrivilegedProcess ? [.. OwnNetwork, .. Unprivileged.Words, .. command] : command;

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        result.AssertExit(0);
        JsonElement[] exercises =
            [.. result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            "3.1, 3.2, 3.3, 4, 5, 6, 7, 8, study, connect, ping",
            string.Join(", ", exercises.Select(exercise => exercise.GetProperty("exercise").GetString())));
        Assert.All(exercises, exercise => Assert.True(exercise.GetProperty("passed").GetBoolean()));
        Assert.Equal(10_053, exercises[0].GetProperty("port").GetInt32());
    }

    [Fact]
    public async Task Ping_that_this_system_does_not_allow_is_skipped_and_says_why()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a network where nobody may ping is root's to make");
        string[] closed =
        [
            Peer.Find(Peer.Unshare), "--net", "sh", "-c",
            "ip link set lo up && sysctl -qw net.ipv4.ping_group_range='1 0' && exec \"$@\"", "sh",
        ];
        string[] words = [.. closed, .. Unprivileged.Words, .. SockeyeProcess.CommandLine("lab", "ping", "3.1", "--json")];

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        result.AssertExit(0);
        JsonElement ping = JsonDocument.Parse(result.Output.Split('\n')[0]).RootElement;
        Assert.False(ping.GetProperty("passed").GetBoolean());
        Assert.True(ping.GetProperty("skipped").GetBoolean());
        Assert.Matches("^because cannot open an ICMP socket: .*ping_group_range", ping.GetProperty("evidence").GetString()!);
    }
}
