using System.CommandLine;
using Sockeye.Cli.Commands;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Configuration;

/// <summary>What the file of our user's adds to a command line.</summary>
public sealed class ConfiguredLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("[get]\nretries = 7", "get http://h/x", 7)]
    [InlineData("[get]\nretries=7", "get http://h/x --retries 2", 2)]
    [InlineData("[get]\nretries=7", "get http://h/x --no-config", null)]
    [InlineData("[put]\nretries=7", "get http://h/x", null)]
    [InlineData("retries = 7", "get http://h/x", 7)]
    [InlineData("# retries = 7\n\n  [ get ]  \n retries = 3 \r\n", "get http://h/x", 3)]
    [InlineData("", "get http://h/x", null)]
    [InlineData("retries = 7\n[get]\nretries = 8", "ls http://h/", 7)]
    [InlineData("retries = 7\n[get]\nretries = 8", "get http://h/x", 8)]
    public void Option_is_taken_from_the_file_unless_the_line_has_it(string config, string line, int? retries)
    {
        using FakeHost host = Host(config);

        ParseResult parsed = SockeyeCommand.Parse(line.Split(' '), host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(retries, parsed.GetValue<int?>("--retries"));
    }

    [Theory]
    [InlineData("writable", true), InlineData("writable = yes", true), InlineData("writable = true", true)]
    [InlineData("writable = no", false), InlineData("writable=false", false), InlineData("hidden", false)]
    public void Flag_is_set_by_its_name_alone(string config, bool isWritable)
    {
        using FakeHost host = Host("[share]\n" + config);

        ParseResult parsed = SockeyeCommand.Parse(["share", "."], host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(isWritable, parsed.GetValue<bool>("--writable"));
    }

    [Fact]
    public void Words_behind_two_dashes_stay_as_they_are()
    {
        using FakeHost host = Host("[trace]\nevents = 50");

        ParseResult parsed = SockeyeCommand.Parse(["trace", "--", "curl", "-s"], host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(["curl", "-s"], parsed.GetValue<string[]>("command")!);
        Assert.Equal(50, parsed.GetValue<int?>("--events"));
    }

    [Theory]
    [InlineData("[get]\nretires = 7", "config, line 2: get has no option retires; is it retries?")]
    [InlineData("[gett]\nretries = 7", "config, line 1: there is no command gett; is it get?")]
    [InlineData("[get\nretries = 7", "config, line 1: '[get' is not closed; write [command]")]
    [InlineData("[get]\n--retries = 7", "config, line 2: '--retries = 7' is no option")]
    [InlineData("[get]\nretries", "config, line 2: retries needs a value")]
    [InlineData("[get]\nno-verify = maybe", "config, line 2: no-verify takes no value but yes or no")]
    [InlineData("[get]\nretries = many", "config, line 2: 'many' is not a number")]
    [InlineData("verbose\nretries = many", "config, line 2: 'many' is not a number")]
    [InlineData("wirtable", "config, line 1: no command has an option wirtable; is it writable?")]
    [InlineData("[share foo]", "config, line 1: share has no command foo")]
    [InlineData("[user bogus]\nrights = /=r", "config, line 1: user has no command bogus")]
    [InlineData("[share]\nwirtable", "config, line 2: share has no option wirtable; is it writable?")]
    [InlineData("[ ]", "config, line 1: '[ ]' names no command")]
    [InlineData("[get]\nname\u001b[31m = 1", "is no option")]
    public void Mistake_in_the_file_is_told_with_its_place(string config, string told)
    {
        using FakeHost host = Host(config);

        SockeyeCommand.Parse(["get", "http://h/x"], host, out string? flaw);

        Assert.Contains(told, flaw, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', flaw ?? "");
    }

    [Fact]
    public void Wrong_value_begins_with_its_place()
    {
        using FakeHost host = Host("[share]\nport = abc");

        SockeyeCommand.Parse(["share"], host, out string? flaw);

        Assert.StartsWith($"{host.ConfigFile}, line 2: 'abc' is not a number", flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_of_all_commands_is_not_said_where_one_excludes_it()
    {
        using FakeHost host = Host("port = 9000");

        ParseResult route = SockeyeCommand.Parse(["route", "host"], host, out string? flaw);
        ParseResult share = SockeyeCommand.Parse(["share"], host, out _);

        Assert.Null(flaw);
        Assert.Null(route.GetValue<int?>("--port"));
        Assert.Equal(9000, share.GetValue<int?>("--port"));
    }

    [Theory]
    [InlineData("[route]\nport = 9000", "route host")]
    [InlineData("[share]\nwritable", "share --access read=open")]
    public void What_the_line_excludes_is_told_with_the_way_out(string config, string line)
    {
        using FakeHost host = Host(config);

        SockeyeCommand.Parse(line.Split(' '), host, out string? flaw);

        Assert.StartsWith($"{host.ConfigFile}, line 2: ", flaw, StringComparison.Ordinal);
        Assert.EndsWith("--no-config leaves the file alone", flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_may_be_repeated_add_up()
    {
        using FakeHost host = Host("header = A: 1\n[get]\nheader = B: 2");

        ParseResult parsed = SockeyeCommand.Parse(["get", "http://h/x"], host, out string? flaw);

        Assert.Null(flaw);
        Assert.Equal(["A: 1", "B: 2"], parsed.GetValue<string[]>("--header")!);
    }

    [Theory]
    [InlineData("[share]\ntrace"), InlineData("trace"), InlineData("[share]\ntrace = auto")]
    public void Trace_may_stand_alone(string config)
    {
        using FakeHost host = Host(config);

        ParseResult parsed = SockeyeCommand.Parse(["share"], host, out string? flaw);

        Assert.Null(flaw);
        Assert.NotNull(TraceOptions.Read(parsed));
    }

    [Theory]
    [InlineData("--help"), InlineData("help get"), InlineData("get --help"), InlineData("--version"), InlineData("completion bash")]
    [InlineData("complete g"), InlineData("get http://h/x --no-config")]
    public void Flawed_file_takes_no_help_away(string line)
    {
        using FakeHost host = Host("[gett");

        SockeyeCommand.Parse(line.Split(' '), host, out string? flaw);

        Assert.Null(flaw);
    }

    [Fact]
    public void File_that_others_may_write_is_not_read()
    {
        using FakeHost host = Host("[get]\nretries = 7");
        using var chmod = System.Diagnostics.Process.Start("chmod", ["o+w", host.ConfigFile!]);
        chmod.WaitForExit();

        SockeyeCommand.Parse(["get", "http://h/x"], host, out string? flaw);

        Assert.Contains("config", flaw, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private FakeHost Host(string config) =>
        new() { ConfigFile = _directory.AddFile("config", System.Text.Encoding.UTF8.GetBytes(config)) };
}
