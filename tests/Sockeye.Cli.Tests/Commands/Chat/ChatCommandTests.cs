using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Chat;

public sealed class ChatCommandTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("sockeye: which room? write it behind the server: irc://h/#room", "irc://h")]
    [InlineData("sockeye: --nick: 'a b' is not a nick; it is one word of letters, digits, - and _", "irc://h/#r", "--nick", "a b")]
    [InlineData("sockeye: --password-file needs --user, or a user in the URL", "irc://h/#r", "--password-file", "f")]
    [InlineData("sockeye: --server-password-file: standard input has the lines to say", "irc://h/#r", "--server-password-file", "-")]
    public async Task Wrong_line_is_explained(string told, params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync(["chat", .. words]));

        Assert.Equal(told + "\n", _host.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_is_not_there_is_the_peers_failure()
    {
        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("chat", $"irc://{Nobody.Address}/#r"));

        Assert.Equal($"sockeye: cannot connect to tcp://{Nobody.Address}: connection refused\n", _host.Error);
    }

    public void Dispose() => _host.Dispose();
}
