using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>Results that cannot be printed: the work is done to its end, then the command fails and says why.</summary>
public sealed class UnwritableOutputTests : IAsyncLifetime
{
    private const string Failure = "sockeye: cannot write standard output: ";
    private const int Files = 20;

    private readonly TemporaryDirectory _folder = new();
    private SockeyeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _folder.AddDirectory("root");
        _folder.AddDirectory("empty");
        for (int i = 0; i < Files; i++)
            _folder.AddFile($"root/{i}", "remember"u8);
        _server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", _folder.At("root"), "--writable");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(">/dev/full", "No space left on device"), InlineData(">&-", "it is closed")]
    public async Task What_is_fetched_is_all_fetched(string redirection, string why)
    {
        ProcessResult synced = await RunAsync(redirection, "sync", $"{_server.Endpoint}/", _folder.At("empty"));

        AssertOutputFailed(synced, why);
        Assert.Equal(Files, Directory.GetFiles(_folder.At("empty")).Length);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_is_stored_made_and_removed_is_stored_made_and_removed()
    {
        ProcessResult put = await RunAsync(">/dev/full", "put", _folder.At("root/0"), $"{_server.Endpoint}/copy");
        ProcessResult made = await RunAsync(
            ">/dev/full", "mkdir", $"{_server.Endpoint}/one", $"{_server.Endpoint}/two");
        ProcessResult removed = await RunAsync(
            ">/dev/full", "rm", $"{_server.Endpoint}/1", $"{_server.Endpoint}/2");

        Assert.All([put, made, removed], result => AssertOutputFailed(result, "No space left on device"));
        Assert.True(File.Exists(_folder.At("root/copy")));
        Assert.True(Directory.Exists(_folder.At("root/two")));
        Assert.False(File.Exists(_folder.At("root/2")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("ls", "URL"), InlineData("stat", "URL0"), InlineData("get", "URL0", "-o", "-")]
    [InlineData("resolve", "127.0.0.1"), InlineData("probe", "ENDPOINT"), InlineData("ping", "-c", "1", "127.0.0.1")]
    [InlineData("user", "add", "USERS", "anonymous"), InlineData("--help")]
    public async Task Message_names_the_output_and_not_the_peer(params string[] words)
    {
        string[] arguments = [.. words.Select(word => word
            .Replace("URL", $"{_server.Endpoint}/", StringComparison.Ordinal)
            .Replace("ENDPOINT", _server.Endpoint.ToString(), StringComparison.Ordinal)
            .Replace("USERS", _folder.At("users"), StringComparison.Ordinal))];

        ProcessResult result = await RunAsync(">/dev/full", arguments);

        AssertOutputFailed(result, "No space left on device");
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Failure_of_the_work_keeps_its_exit_code()
    {
        ProcessResult gone = await RunAsync(
            ">/dev/full", "get", $"{_server.Endpoint}/0", $"{_server.Endpoint}/none", "-o", $"{_folder.At("empty")}/");

        gone.AssertExit(3);
        Assert.EndsWith($"{Failure}No space left on device\n", gone.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("empty/0")));
    }

    private static void AssertOutputFailed(ProcessResult result, string why)
    {
        result.AssertExit(1);
        Assert.Equal($"{Failure}{why}\n", result.Error);
    }

    private static async Task<ProcessResult> RunAsync(string redirection, params string[] words)
    {
        await using RunningProcess command = RunningProcess.Start(
            "/bin/sh", ["-c", $"exec \"$@\" {redirection}", "sh", .. SockeyeProcess.CommandLine(words)]);
        command.EndInput();
        return await command.ResultAsync();
    }
}
