using Sockeye.Files.Access;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>Who is who over SFP, and what each may do.</summary>
public sealed class FilesRightsTests
{
    private static readonly ManualClock Clock = new();
    private static readonly Account Alice = new(
        "alice", PasswordHash.Create("a secret", PasswordHash.MinIterations), PathRights.Everywhere(Rights.All));

    private static readonly Account Reader = new(Account.Anonymous, null, PathRights.Everywhere(Rights.ReadOnly));

    private static readonly Sha256Sum Sum = Sha256Sum.Of("content"u8);

    [Fact]
    public async Task Without_an_anonymous_account_everything_needs_a_login()
    {
        await using FilesServer server = await StartAsync(Alice);

        string answers = await server.TalkAsync("LIST\nGET notes.txt\nLOGIN alice a secret\nSTAT notes.txt\n");

        string[] lines = answers.Split('\n');
        Assert.StartsWith("ERR login-needed", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("ERR login-needed", lines[1], StringComparison.Ordinal);
        Assert.Equal("DONE", lines[2]);
        Assert.StartsWith("IS ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_is_told_that_a_login_could_help()
    {
        await using FilesServer server = await StartAsync(Alice, Reader);

        string answers = await server.TalkAsync("DELETE notes.txt\nLOGIN alice a secret\nDELETE notes.txt\n");

        Assert.StartsWith("ERR login-needed", answers, StringComparison.Ordinal);
        Assert.EndsWith("DONE\nDONE\n", answers, StringComparison.Ordinal);
        Assert.False(File.Exists(server.At("notes.txt")));
    }

    [Fact]
    public async Task Where_nobody_can_log_in_it_is_only_not_allowed()
    {
        await using FilesServer server = await StartAsync(Reader);

        Assert.StartsWith("ERR not-allowed", await server.TalkAsync("DELETE notes.txt\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_directories_are_made_touched_and_removed()
    {
        await using FilesServer server = await StartAsync(Alice, Reader with { Rights = PathRights.Everywhere(Rights.All) });

        string answers = await server.TalkAsync(
            "MKDIR new\nMKDIR new\nTOUCH 2020-01-02T03:04:05.0000000Z notes.txt\nRMDIR new\nRMDIR sub\nDELETE nothing\n");

        string[] words = [.. answers.Split('\n').Select(line => string.Join(' ', line.Split(' ').Take(2)))];
        Assert.Equal(["DONE", "ERR exists", "DONE", "DONE", "ERR exists", "ERR not-found", ""], words);
        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(server.At("notes.txt")));
    }

    [Fact]
    public async Task Upload_that_was_cut_goes_on_where_it_ended()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await CutAsync(server, $"RESUME 7 {Sum} new\ncont");
        Assert.False(File.Exists(server.At("new")));

        string answers = await server.TalkAsync($"RESUME 7 {Sum} new\nentGET new\n");

        Assert.StartsWith("READY 4\nIS 7 ", answers, StringComparison.Ordinal);
        Assert.EndsWith("\ncontent", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_of_another_content_begins_anew()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        await CutAsync(server, $"RESUME 7 {Sum} new\ncont");

        string answers = await server.TalkAsync($"RESUME 5 {Sha256Sum.Of("other"u8)} new\nother");

        Assert.StartsWith("READY\nIS 5 ", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_access_is_in_the_log_once()
    {
        await using FilesServer server = await FilesServer.StartAsync();

        await server.TalkAsync($"GET notes.txt\nRANGE 0 4 notes.txt\nRANGE 1 - notes.txt\nSTAT nothing\nPUT 7 {Sum} new\ncontent");
        await server.StopAsync();

        Assert.Equal(
            ["get notes.txt ok", "part notes.txt ok", "get notes.txt ok", "stat nothing not-found", "put new ok"],
            server.Accesses.Select(access => $"{access.Action} {access.Name} {access.Result}"));
        Assert.Equal(7, server.Accesses[^1].Bytes);
    }

    // A server that was promised more breaks off, and says nothing.
    private static async Task CutAsync(FilesServer server, string text)
    {
        await using StreamConnection client = await server.ConnectAsync();
        await client.SendAsync(text);
        Assert.Equal("READY\n", await client.ReadTextAsync(6));
        await client.CompleteOutputAsync();
        await Assert.ThrowsAsync<TransportException>(client.ReadToEndAsync);
    }

    private static Task<FilesServer> StartAsync(params Account[] accounts) =>
        FilesServer.StartAsync(accounts: new Accounts(new FixedAccounts(accounts), Clock));
}
