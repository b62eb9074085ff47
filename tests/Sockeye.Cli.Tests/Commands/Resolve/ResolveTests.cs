using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Tests.Commands.Resolve;

public sealed class ResolveTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Fact]
    public async Task Address_is_its_own_answer()
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync("resolve", "--no-reverse", "127.0.0.1", "::1"));

        Assert.Equal(
            "127.0.0.1: an address, 0.000 ms\n  IPv4  127.0.0.1\n::1: an address, 0.000 ms\n  IPv6  ::1\n", _host.Out);
    }

    [Fact]
    public async Task Unknown_name_is_an_error_of_its_own_and_the_others_go_on()
    {
        ExitCode code = await _host.RunAsync("resolve", "--no-reverse", "--json", new string('x', 64), "::1");

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"sockeye: cannot resolve {new string('x', 64)}: ", _host.Error, StringComparison.Ordinal);
        Assert.Contains("""{"name":"::1","canonicalName":"::1","source":"literal","sources":[],"milliseconds":0,""", _host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_name_is_not_that_of_this_machine()
    {
        Assert.Equal(ExitCode.Failed, await _host.RunAsync("resolve", ""));

        Assert.Equal(("", "sockeye: cannot resolve: name not known\n"), (_host.Out, _host.Error));
    }

    public void Dispose() => _host.Dispose();
}
