using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Share;

/// <summary>What our user may not read is told before anybody is invited, and never passed over.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class UnreadableTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("share", "closed"), InlineData("share", "file"), InlineData("share", "open", "file")]
    [InlineData("serve", "http@tcp://127.0.0.1:0", "--root", "closed")]
    public async Task Share_that_would_refuse_everybody_does_not_begin(params string[] line)
    {
        _folder.AddDirectory("open");
        Command.Run("chmod", "700", _folder.AddDirectory("closed"));
        Command.Run("chmod", "600", _folder.AddFile("file", "mine"u8));

        ProcessResult refused = await RunAsNobodyAsync(line);

        refused.AssertExit(1);
        Assert.Matches("(?i)permission denied\n$", refused.Error);
        Assert.DoesNotContain("curl", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_is_not_passed_over()
    {
        _folder.AddDirectory("home/.config/sockeye");
        string file = _folder.AddFile("home/.config/sockeye/config", "quiet\n"u8);
        Command.Run("chown", "-R", "65534", _folder.At("home"));
        Command.Run("chmod", "000", file);

        ProcessResult refused = await RunAsNobodyAsync(["resolve", "localhost"]);

        refused.AssertExit(2);
        Assert.Contains("config cannot be read: Permission denied", refused.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ProcessResult> RunAsNobodyAsync(string[] line)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        Command.Run("chmod", "755", _folder.Path);
        string[] words = [.. Unprivileged.Words, .. SockeyeProcess.CommandLine(line)];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = _folder.Path };
        start.Environment["HOME"] = _folder.At("home");
        await using RunningProcess process = RunningProcess.Start(start);
        process.EndInput();
        return await process.ResultAsync();
    }
}
