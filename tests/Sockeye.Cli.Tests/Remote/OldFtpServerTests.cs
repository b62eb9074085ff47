using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>Files of a server that tells little: what is not known of it must not become a wrong file, or none.</summary>
public sealed class OldFtpServerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Upload_does_not_go_on_behind_an_older_file_that_was_there_before()
    {
        await using var server = new OldFtpServer();
        server.Files["f"] = "old"u8.ToArray();
        server.Refused["STOR"] = true;
        string file = _directory.AddFile("f", "new and longer"u8);

        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("put", file, server.Url("f")));
        server.Refused.Clear();
        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", file, server.Url("f")));

        Assert.Equal("new and longer"u8.ToArray(), server.Files["f"]);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Upload_that_was_cut_goes_on()
    {
        await using var server = new OldFtpServer();
        server.IsCut = true;
        string file = _directory.AddFile("f", "new and longer"u8);

        await _host.RunAsync("put", file, server.Url("f"), "--retries", "0");
        server.Files["f"] = "new"u8.ToArray();
        server.IsCut = false;
        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", file, server.Url("f")));

        Assert.Contains("resumed at 3", _host.Out, StringComparison.Ordinal);
        Assert.Equal("new and longer"u8.ToArray(), server.Files["f"]);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Download_does_not_go_on_with_a_file_that_changes_just_then()
    {
        await using var server = new OldFtpServer();
        server.Files["f"] = "first version"u8.ToArray();
        await LeavePartAsync(server, "first"u8.ToArray());
        server.OnTimeAsked = () =>
        {
            server.Modified = "20260202120000";
            server.Files["f"] = "other version"u8.ToArray();
        };

        Assert.Equal(ExitCode.Done, await _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got")));

        Assert.Equal("other version", await File.ReadAllTextAsync(_directory.At("got")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("SIZE"), InlineData("EPSV"), InlineData("RETR"), InlineData("226")]
    public async Task Silence_ends_it(string verb)
    {
        await using var server = new OldFtpServer();
        server.Files["f"] = "content"u8.ToArray();
        server.Silent[verb] = true;

        ExitCode code = await _host.RunAsync(
            "get", server.Url("f"), "-o", _directory.At("got"), "--timeout", "2s", "--retries", "0");

        Assert.Equal(ExitCode.TimedOut, code);
        Assert.Contains("silent for 2 s", _host.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("01-01-26  10:00AM       <DIR>          d\r\n")] // of Windows
    [InlineData("")] // what some servers answer of a directory that they cannot read
    public async Task Nothing_is_removed_because_of_a_listing_that_is_not_understood(string listing)
    {
        await using var server = new OldFtpServer { Listing = listing };
        _directory.AddDirectory("copy");
        string mine = _directory.AddFile("copy/mine", "m"u8);

        ExitCode code = await _host.RunAsync("sync", "--delete", server.Url(""), _directory.At("copy"));

        Assert.NotEqual(ExitCode.Done, code);
        Assert.True(File.Exists(mine));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Directory_that_is_not_there_is_no_empty_one()
    {
        await using var server = new OldFtpServer();

        Assert.Equal(ExitCode.PeerFailed, await _host.RunAsync("ls", server.Url("nowhere")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_was_fetched_is_alike_though_the_listing_tells_only_days()
    {
        await using var server = new OldFtpServer();
        server.Files["f"] = "content"u8.ToArray();

        await _host.RunAsync("sync", server.Url(""), _directory.At("copy"));
        using var again = new FakeHost();
        await again.RunAsync("sync", server.Url(""), _directory.At("copy"));

        Assert.StartsWith("0 copied (0 bytes), 1 alike", again.Out, StringComparison.Ordinal);
    }

    // As a download leaves it that was cut: with the version that its bytes are of.
    private async Task LeavePartAsync(OldFtpServer server, byte[] content)
    {
        byte[] whole = server.Files["f"];
        server.IsCut = true;
        await _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got"), "--retries", "0");
        server.IsCut = false;
        server.Files["f"] = whole;
        await using FileStream part = File.OpenWrite(_directory.At("got.part"));
        part.SetLength(content.Length);
    }
}
