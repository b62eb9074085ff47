using System.CommandLine;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Tests.Commands;

/// <summary>Wrong command lines, and how options are read. No command does any work here.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("--json", "sockeye")]
    [InlineData("nonsense", "sockeye")]
    [InlineData("--nonsense", "sockeye")]
    [InlineData("serve", "sockeye serve")]
    [InlineData("serve nothing", "sockeye serve")]
    [InlineData("serve upper@nowhere", "sockeye serve")]
    [InlineData("serve upper --mode twice", "sockeye serve")]
    [InlineData("serve upper --mode concurrent:0", "sockeye serve")]
    [InlineData("serve upper --max-connections 0", "sockeye serve")]
    [InlineData("serve upper --max-connections -1", "sockeye serve")]
    [InlineData("serve upper --max-connections many", "sockeye serve")]
    [InlineData("serve upper --idle-timeout soon", "sockeye serve")]
    [InlineData("send tcp://host text", "sockeye send")]
    [InlineData("send tcp://host:1", "sockeye send")]
    [InlineData("send tcp://host:1 text --timeout 0s", "sockeye send")]
    [InlineData("connect host", "sockeye connect")]
    [InlineData("listen", "sockeye listen")]
    [InlineData("talk tcp:host:1", "sockeye talk")]
    [InlineData("get", "sockeye get")]
    [InlineData("get gopher://host/name", "sockeye get")]
    [InlineData("get tcp://host/name --trace=nonsense", "sockeye get")]
    [InlineData("get tcp://host/name --trace=nonsense --trace-file x.svg", "sockeye get")]
    [InlineData("get tcp://host:99999/name", "sockeye get")]
    [InlineData("get tcp://host/name --blksize 7", "sockeye get")]
    [InlineData("get tcp://host/name --blksize 65465", "sockeye get")]
    [InlineData("get tcp://host/name --blksize many", "sockeye get")]
    [InlineData("get tcp://host/name --windowsize 65536", "sockeye get")]
    [InlineData("ls tcp:host", "sockeye ls")]
    [InlineData("put file", "sockeye put")]
    [InlineData("stat", "sockeye stat")]
    [InlineData("user add file", "sockeye user add")]
    [InlineData("shell one two", "sockeye shell")]
    [InlineData("shell --timeout soon", "sockeye shell")]
    [InlineData("ping", "sockeye ping")]
    [InlineData("ping host --sweep 10.0.0.0/24", "sockeye ping")]
    [InlineData("ping --file hosts --sweep 10.0.0.0/24", "sockeye ping")]
    [InlineData("ping tcp://host:1", "sockeye ping")]
    [InlineData("ping host -c 0", "sockeye ping")]
    [InlineData("ping host -i 1", "sockeye ping")]
    [InlineData("ping host --ttl 256", "sockeye ping")]
    [InlineData("ping host --size 65508", "sockeye ping")]
    [InlineData("ping --sweep 10.0.0.0/8", "sockeye ping")]
    [InlineData("resolve", "sockeye resolve")]
    [InlineData("probe", "sockeye probe")]
    [InlineData("probe host", "sockeye probe")]
    [InlineData("probe icmp://host", "sockeye probe")]
    [InlineData("probe tcp://host:9-1", "sockeye probe")]
    [InlineData("probe tcp://host:1 --wait 1s --wait-closed 1s", "sockeye probe")]
    [InlineData("probe -- run", "sockeye probe")]
    [InlineData("probe tcp://host:1 --", "sockeye probe")]
    [InlineData("probe http://", "sockeye probe")]
    [InlineData("route", "sockeye route")]
    [InlineData("route one two", "sockeye route")]
    [InlineData("route tcp://host:1", "sockeye route")]
    [InlineData("route host:53", "sockeye route")]
    [InlineData("route host:0 --udp", "sockeye route")]
    [InlineData("route host: --udp", "sockeye route")]
    [InlineData("route [::1]:x --udp", "sockeye route")]
    [InlineData("route host --port 53", "sockeye route")]
    [InlineData("route host:53 --udp --port 53", "sockeye route")]
    [InlineData("route host --udp --port 65000", "sockeye route")]
    [InlineData("route host --max-hops 256", "sockeye route")]
    [InlineData("route host --count 0", "sockeye route")]
    [InlineData("route host -I -u", "sockeye route")]
    [InlineData("route host --interval soon", "sockeye route")]
    public async Task Wrong_command_line_is_one_line_and_a_hint(string line, string command)
    {
        ExitCode code = await _host.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        string[] said = _host.Help.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(2, said.Length);
        Assert.StartsWith("sockeye: ", said[0], StringComparison.Ordinal);
        Assert.Equal($"see '{command} --help'", said[1]);
        Assert.Equal(0, _host.Contexts);
    }

    [Fact]
    public async Task Empty_host_of_ping_is_not_this_machine()
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync("ping", "", "-c", "1"));

        Assert.StartsWith("sockeye: a host has no name", _host.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--root"), InlineData("get", "--no-verify"), InlineData("put", "--blksize")]
    [InlineData("ls", "--recursive"), InlineData("stat", "--no-sum"), InlineData("talk", "--listen")]
    [InlineData("send", "--line"), InlineData("listen", "--hex"), InlineData("connect", "--timeout")]
    [InlineData("lab", "--host"), InlineData("ping", "--sweep"), InlineData("route", "--no-dns"), InlineData("resolve", "--no-reverse")]
    [InlineData("probe", "--wait-closed"), InlineData("shell", "--tutorial"), InlineData("trace", "--pid")]
    public async Task Help_of_a_command_lists_its_options_and_help_of_all_its_name(string command, string option)
    {
        using var root = new FakeHost();

        Assert.Equal(ExitCode.Done, await _host.RunAsync(command, "--help"));
        Assert.Equal(ExitCode.Done, await root.RunAsync("--help"));

        Assert.Contains(option, _host.Help, StringComparison.Ordinal);
        Assert.Contains($"\n  {command} ", root.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_that_begins_with_an_at_sign_is_no_file_of_words()
    {
        ParseResult parsed = SockeyeCommand.Parse(["send", "tcp://127.0.0.1:1", "@here"], _host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal("@here", parsed.GetValue<string>("text"));
    }

    [Theory]
    [InlineData("serve echo@udp://:0 upper@udp://:0", "upper does not run over udp://127.0.0.1:0; try upper@tcp://127.0.0.1:12000")]
    [InlineData("talk udp://host:1", "udp://host:1 carries datagrams, and this needs a stream; write tcp:// or unix:")]
    [InlineData("listen icmp://host", "icmp://host cannot be used here; write tcp://, tls://, udp://, unix: or unixgram:")]
    [InlineData("user", "user needs a command: add, remove, list")]
    [InlineData("get", "get needs an argument: URL")]
    [InlineData("-v", "a command is missing")]
    [InlineData("get http://h/x --rate", "--rate needs a value")]
    [InlineData("get http://h/x --rate 1M --rate 2M", "--rate stands there more than once, and takes one value")]
    [InlineData("completion tcsh", "there is no script for 'tcsh'; write bash, zsh or fish")]
    [InlineData("route host 80", "route takes no further word, and '80' is one")]
    [InlineData("route [::1", "'[::1' has a bracket that is not closed")]
    [InlineData("ping 127.0.0.1:80", "'127.0.0.1:80' has a port, and a host has none here; to try a port: sockeye probe tcp://127.0.0.1:80")]
    [InlineData("ping [::1]:80", "'[::1]:80' has a port, and a host has none here; to try a port: sockeye probe tcp://[::1]:80")]
    [InlineData("ping 127.0.0.1 80", "'80' is no host, and a host has no port here; to try a port: sockeye probe tcp://HOST:80")]
    [InlineData("ping [::1", "'[::1' has a bracket that is not closed")]
    [InlineData("resolve 127.0.0.1:80", "'127.0.0.1:80' is a name with a port; write a name or an address alone")]
    [InlineData("resolve [::1]:80", "'[::1]:80' is a name with a port")]
    [InlineData("resolve localhost http://localhost/x", "'http://localhost/x' is more than a name; write a name or an address alone")]
    [InlineData("lab 3.2 server --port 70000", "'70000' is not a number from 0 to 65535, as --port must be")]
    public async Task Wrong_command_line_says_what_would_be_right(string line, string explanation)
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync(line.Split(' ')));

        Assert.StartsWith($"sockeye: {explanation}", _host.Help, StringComparison.Ordinal);
        Assert.Equal(0, _host.Contexts);
    }

    [Theory]
    [InlineData("Bad Name: x", "'Bad Name' is not a name of a field"), InlineData("no colon", "it is no field")]
    [InlineData(": x", "it is no field"), InlineData("X: é", "printable ASCII"), InlineData("X: a\rY: b", "printable ASCII")]
    [InlineData("Content-Type: x", "Content-Type belongs to the transfer itself"), InlineData("content-length: 1", "content-length belongs")]
    [InlineData("Transfer-Encoding: chunked", "belongs to the transfer"), InlineData("Host: x", "belongs to the transfer")]
    [InlineData("Range: bytes=0-1", "belongs to the transfer"), InlineData("Connection: close", "belongs to the transfer")]
    public async Task Field_that_cannot_be_sent_is_told_before_anything_is(string field, string told)
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync("get", "http://127.0.0.1:1/x", "--header", field));

        Assert.Contains(told, _host.Help, StringComparison.Ordinal);
        Assert.Equal(0, _host.Contexts);
    }

    [Theory]
    [InlineData("Accept-Language: el"), InlineData("X-Empty:"), InlineData("Authorization: Bearer a.b~c")]
    public void Any_other_field_is_taken(string field)
    {
        SockeyeCommand.Parse(["get", "http://127.0.0.1:1/x", "--header", field], _host, out string? flaw);

        Assert.Null(flaw);
    }

    [Fact]
    public async Task Argument_with_line_breaks_is_still_explained_in_one_line()
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync("send", "tcp\n://\u001b[31mhost", "text"));

        Assert.Equal(2, _host.Help.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\u001b', _host.Help);
    }

    [Theory]
    [InlineData("stat tftp://127.0.0.1:1/x", "TFTP tells nothing of a file (RFC 1350); use tcp:// where the server has it")]
    [InlineData("lab 5 guest", "there is no exercise 'guest'; the exercises are 3.1, 3.2, 3.3, 4, 5, 6, 7, 8, study, "
        + "connect, ping, and after one of them: server, client")]
    [InlineData("get tcp://127.0.0.1:1/", "tcp://127.0.0.1:1/ names no file; to see what is there: sockeye ls tcp://127.0.0.1:1/; "
        + "for all of it: get -r")]
    public async Task What_parses_and_cannot_be_is_wrong_usage_too(string line, string explanation)
    {
        Assert.Equal(ExitCode.Usage, await _host.RunAsync(line.Split(' ')));

        Assert.Equal($"sockeye: {explanation}\n", _host.Error);
    }

    [Theory]
    [InlineData(""), InlineData("help"), InlineData("help serve"), InlineData("help serve http"), InlineData("help user add")]
    [InlineData("--help"), InlineData("serve --help"), InlineData("get -h"), InlineData("talk -?"), InlineData("help help")]
    public async Task Help_is_no_mistake(string line)
    {
        Assert.Equal(ExitCode.Done, await _host.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Contains("Usage:", _host.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1ms", 0.001), InlineData("500ms", 0.5), InlineData("30s", 30), InlineData("1.5s", 1.5), InlineData("2m", 120)]
    [InlineData("1h", 3_600), InlineData("1176h", 1_176 * 3_600)]
    public void Duration_is_a_number_with_a_unit(string text, double seconds)
    {
        Option<TimeSpan?> option = CommonOptions.Duration("--time", "");

        ParseResult parsed = new RootCommand { option }.Parse(["--time", text]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(TimeSpan.FromSeconds(seconds), parsed.GetValue(option));
    }

    [Theory]
    [InlineData("5"), InlineData("s"), InlineData("0s"), InlineData("-1s"), InlineData("1d"), InlineData("1 week"), InlineData("nans")]
    [InlineData("1e-9s"), InlineData("1177h"), InlineData("1e300h"), InlineData("infinitys"), InlineData("1,5s"), InlineData("")]
    public void What_is_no_duration_is_refused_with_an_example(string text)
    {
        ParseResult parsed = new RootCommand { CommonOptions.Duration("--time", "") }.Parse(["--time", text]);

        string error = Assert.Single(parsed.Errors).Message;
        Assert.StartsWith($"'{text}' is not a time", error, StringComparison.Ordinal);
        Assert.Contains("30s", error, StringComparison.Ordinal);
    }

    public void Dispose() => _host.Dispose();
}
