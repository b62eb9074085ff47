using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Help;

namespace Sockeye.Cli.Tests.Help;

/// <summary>What <c>--help</c> shows, of every command there is.</summary>
public sealed class HelpTextTests : IDisposable
{
    private readonly FakeHost _host = new();

    public static TheoryData<string> Commands()
    {
        using var host = new FakeHost();
        RootCommand root = (RootCommand)SockeyeCommand.Parse([], host, out _).RootCommandResult.Command;
        var paths = new TheoryData<string>(
            "", "user add", "user remove", "user list", "serve http", "serve ftp", "serve tftp", "serve chat");
        paths.AddRange(root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray());
        return paths;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_line_is_longer_than_a_terminal(string command)
    {
        string page = await ShowAsync(command);

        Assert.All(page.Split('\n'), line => Assert.InRange(line.Length, 0, HelpText.Columns));
        Assert.DoesNotContain(" \n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Examples_are_at_the_end_and_are_right(string command)
    {
        string page = await ShowAsync(command);

        int start = page.IndexOf("\nExamples:\n", StringComparison.Ordinal);
        Assert.True(start > 0 || command == "help");
        string[] examples = start > 0 ? page[start..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..] : [];
        Assert.All(examples, example =>
        {
            string line = example[example.IndexOf("sockeye ", StringComparison.Ordinal)..].Split('|', '>', '&', '#', ')')[0].Replace('\'', '"');
            SockeyeCommand.Parse([.. CommandLineParser.SplitCommandLine(line).Skip(1)], _host, out string? flaw);
            Assert.Null(flaw);
        });
    }

    [Theory]
    [InlineData("--json help get"), InlineData("--no-config help get"), InlineData("-v help get"), InlineData("help get --")]
    public async Task Help_stands_behind_options_too(string line)
    {
        string page = await ShowAsync("get");
        using var host = new FakeHost();

        await host.RunAsync(line.Split(' '));

        Assert.Equal(page, host.Help);
    }

    [Fact]
    public async Task Commands_are_in_groups_and_none_is_left_out()
    {
        string page = await ShowAsync("");

        string[] parts = ["Files", "Serve:", "Talk:", "Probe:", "See:", "Learn:", "Help:", "Options:", "Examples:"];
        int[] starts = [.. parts.Select(part => page.IndexOf("\n" + part, StringComparison.Ordinal))];
        Assert.All(starts, start => Assert.True(start > 0));
        Assert.Equal(starts.Order(), starts);
        Assert.All(Commands(), row => Assert.Contains($"\n  {row.Data.Split(' ')[0]}", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_of_a_trace_are_told_in_one_place()
    {
        string get = await ShowAsync("get");
        string trace = await ShowAsync("trace");

        Assert.Contains("--trace[=FORMAT]", get, StringComparison.Ordinal);
        Assert.DoesNotContain("--trace-file", get, StringComparison.Ordinal);
        Assert.Contains("--trace-file", trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user add", "add FILE NAME [OPTIONS]"), InlineData("share", "share [PATH...] [OPTIONS]"), InlineData("get", "get URL... [OPTIONS]")]
    public async Task Usage_says_what_may_be_left_out(string command, string usage) =>
        Assert.Contains(usage + "\n", await ShowAsync(command), StringComparison.Ordinal);

    public void Dispose() => _host.Dispose();

    private static async Task<string> ShowAsync(string command)
    {
        using var host = new FakeHost();
        Assert.Equal(ExitCode.Done, await host.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));
        return host.Help;
    }
}
