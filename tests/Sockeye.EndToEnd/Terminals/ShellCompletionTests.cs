using Sockeye.EndToEnd.Exercises;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Terminals;

/// <summary>What the Tab key does to a line of ours, in each shell that has a script.</summary>
public sealed class ShellCompletionTests
{
    public static TheoryData<string, string[], string> Shells { get; } = new()
    {
        { Peer.Bash, ["--norc", "--noprofile", "-i"], "source <(sockeye completion bash)" },
        { Peer.Zsh, ["-f", "-i"], "autoload -U compinit; compinit -D; source <(sockeye completion zsh)" },
        { Peer.Fish, ["--no-config"], "sockeye completion fish | source" },
    };

    [Theory, MemberData(nameof(Shells))]
    public async Task Commands_and_names_at_a_server_complete(string shell, string[] options, string script)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/notes.txt", "remember"u8);
        folder.AddFile("root/novel.txt", "once"u8);
        folder.AddDirectory("empty");
        await using SharingServer server = await SharingServer.StartAsync(folder, ["files"]);
        await using var terminal = new Terminal(folder.At("tmux"));
        string path = $"{Path.GetDirectoryName(SockeyeProcess.Published)}:{Environment.GetEnvironmentVariable("PATH")}";

        await terminal.StartAsync(["env", "-C", folder.At("empty"), $"PATH={path}", "PS1=> ", Peer.Find(shell), .. options]);
        await terminal.TypeAsync($"{script}; echo prep''ared\r");
        await terminal.UntilAsync(screen => screen.Contains("prepared"));

        await terminal.TypeAsync("sockeye reso\t");
        await terminal.UntilAsync(screen => screen[^1].EndsWith("sockeye resolve", StringComparison.Ordinal));
        await terminal.TypeAsync($"\u0015sockeye get {server.Url("files", "")}nov\t");
        await terminal.UntilAsync(screen => string.Concat(screen).Contains("/novel.txt", StringComparison.Ordinal));
    }
}
