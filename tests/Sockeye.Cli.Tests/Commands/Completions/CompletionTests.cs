using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Cli.Commands.Completions;
using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Completions;

/// <summary>What the last word of a line may become.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("g", "get"), InlineData("", "share"), InlineData("user ", "add"), InlineData("help sh", "share")]
    [InlineData("get --no-v", "--no-verify"), InlineData("user add --ri", "--rights"), InlineData("--js", "--json")]
    [InlineData("serve ch", "chat"), InlineData("serve li", "lines")]
    [InlineData("serve ht", "http"), InlineData("get ht", "https://"), InlineData("connect ", "tls://"), InlineData("sync . ftpes:", "ftpes://")]
    [InlineData("completion ", "fish"), InlineData("trace --format ", "svg"), InlineData("trace --only u", "unix"), InlineData("share --only ", "tftp")]
    [InlineData("share --access ", "read=open"), InlineData("lab 3", "3.1"), InlineData("serve ftp --ftp-tls ", "passwords"), InlineData("serve echo --mode ", "once")]
    [InlineData("probe --timeout 1s u", "udp://"), InlineData("get http://h/x --q", "--quiet")]
    public async Task Word_becomes_what_is_there(string line, string candidate)
    {
        string[] words = await CompleteAsync(line);

        Assert.Contains(candidate, words);
        Assert.All(words, word => Assert.StartsWith(line.Split(' ')[^1], word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x"), InlineData("get -o "), InlineData("get --output t"), InlineData("trace -- cu"), InlineData("share d"), InlineData("complet x")]
    [InlineData("get http://127.0.0.1:1/x"), InlineData("get nonsense://h/"), InlineData("put "), InlineData("put ht"), InlineData("sync . ft")]
    public async Task Rest_is_left_to_the_shell(string line) => Assert.Empty(await CompleteAsync(line));

    [Fact]
    public async Task Hidden_command_is_not_offered() => Assert.Equal(["completion"], await CompleteAsync("comp"));

    [Fact]
    public async Task Endpoint_becomes_one_that_listens_here()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Contains($"tcp://127.0.0.1:{port}", await CompleteAsync("connect tcp://127.0.0.1:"));
    }

    [Fact]
    public async Task Name_that_another_user_chose_is_never_a_command()
    {
        string name = $"@/sockeye;touch /tmp/{Guid.NewGuid():N}";
        string plain = $"@/sockeye-{Guid.NewGuid():N}";
        using var hostile = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var harmless = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hostile.Bind(new UnixDomainSocketEndPoint("\0" + name[1..]));
        harmless.Bind(new UnixDomainSocketEndPoint("\0" + plain[1..]));

        string[] words = await CompleteAsync("connect unix:@/sockeye");

        Assert.Contains("unix:" + plain, words);
        Assert.DoesNotContain(words, static word => word.Contains(';', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bash_takes_each_line_for_one_candidate_and_no_pattern()
    {
        string[] replies = await BashRepliesAsync("sockeye get ", "get ''", "a b\tc\n/*\n");

        Assert.Equal(["a b", "/*", ""], replies);
    }

    [Fact]
    public async Task Url_becomes_a_file_of_its_server()
    {
        using var directory = new TemporaryDirectory();
        directory.AddDirectory("sub");
        Array.ForEach(["notes.txt", "nova.txt", "a b", "$x", "sub/deep"], name => directory.AddFile(name, ""u8));
        using var serving = new FakeHost();
        Task<ExitCode> run = serving.RunAsync("serve", "files@tcp://127.0.0.1:0", "--root", directory.Path);
        await VirtualTime.UntilAsync(() => serving.Error.Contains('\n', StringComparison.Ordinal));
        string server = serving.Error.Split('\n')[0]["listening on ".Length..];

        Assert.Equal([$"{server}/notes.txt", $"{server}/nova.txt"], await CompleteAsync($"get {server}/no"));
        Assert.Equal([$"{server}/sub/"], await CompleteAsync($"ls {server}/s"));
        Assert.Equal([$"{server}/a%20b"], await CompleteAsync($"get {server}/a"));
        Assert.Equal([$"{server}/%24x"], await CompleteAsync($"get {server}/%"));
        Assert.Equal([$"{server}/sub/deep"], await CompleteAsync($"get {server}/sub/"));
        serving.Signals.Raise(PosixSignal.SIGTERM);
        await run;
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _sockeye sockeye"), InlineData("zsh", "compdef _sockeye sockeye"), InlineData("fish", "complete -c sockeye")]
    public async Task Each_shell_has_its_script(string shell, string line)
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("completion", shell));

        Assert.Contains(line, _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_shells_have_none() => Assert.Equal(ExitCode.Usage, await _host.RunAsync("completion", "tcsh"));

    // As bash would: in a real one, which has split the words at its colons.
    [Theory]
    [InlineData("sockeye get tftp:", "get tftp :", "//"), InlineData("sockeye get --no-ver", "get --no-ver", "--no-verify")]
    [InlineData("sockeye sha", "sha", "share"), InlineData("sockeye get tft", "get tft", "tftp://")]
    public async Task Bash_completes_by_the_script(string line, string words, string reply)
    {
        string candidates = string.Concat((await CandidateLinesAsync(line)).Select(static known => known + "\n"));

        Assert.Contains(reply, await BashRepliesAsync(line, words, candidates));
    }

    public void Dispose() => _host.Dispose();

    private static async Task<string[]> BashRepliesAsync(string line, string words, string candidates)
    {
        using var directory = new TemporaryDirectory();
        string script = $$"""
            sockeye() { cat "{{directory.AddFile("answer", System.Text.Encoding.UTF8.GetBytes(candidates))}}"; }
            command() { "$@"; }
            compopt() { :; }
            {{CompletionScripts.For("bash").Replace("complete -o default", ": ", StringComparison.Ordinal)}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=(sockeye {{words}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _sockeye
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        return (await bash.StandardOutput.ReadToEndAsync()).Split('\n');
    }

    private static async Task<string[]> CompleteAsync(string line) =>
        [.. (await CandidateLinesAsync("sockeye " + line)).Select(candidate => candidate.Split('\t')[0])];

    private static async Task<string[]> CandidateLinesAsync(string line)
    {
        using var host = new FakeHost();
        Assert.Equal(ExitCode.Done, await host.RunAsync("complete", "--line", line));
        return host.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
