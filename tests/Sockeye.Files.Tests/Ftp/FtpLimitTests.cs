using Sockeye.Files.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>What a stranger may take of a server: time, connections, lines, passwords.</summary>
public sealed class FtpLimitTests
{
    [Fact]
    public async Task Silence_before_a_login_is_told_and_ends()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.ConnectAsync();
        await client.ReadAsync();

        await TimerAsync(server, TimeSpan.FromMinutes(1));
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.StartsWith("421", await client.ReadAsync());
        Assert.Equal(EndReason.Completed, await server.NextEndAsync());
    }

    [Fact]
    public async Task Silence_after_a_login_may_be_longer()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();

        await TimerAsync(server, TimeSpan.FromMinutes(5));
        server.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.StartsWith("200", await client.SayAsync("NOOP"));
        await TimerAsync(server, TimeSpan.FromMinutes(5));
        server.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.StartsWith("421", await client.ReadAsync());
    }

    [Fact]
    public async Task Nobody_at_the_data_port_is_told_in_the_end()
    {
        await using FtpFixture server = await FtpServerTests.FilledAsync();
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync("EPSV");
        Assert.StartsWith("150", await client.SayAsync("RETR f"));

        await TimerAsync(server, TimeSpan.FromSeconds(30));
        server.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.StartsWith("425", await client.ReadAsync());
    }

    [Fact]
    public async Task A_data_connection_that_stands_still_is_ended()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        Assert.StartsWith("150", await client.SayAsync("STOR f"));
        await data.SendAsync("some");
        await client.WaitUntilMovedAsync("some".Length);
        server.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.StartsWith("426", await client.ReadAsync());
        Assert.Equal("213 4", await client.SayAsync("SIZE f"));
    }

    [Fact]
    public async Task An_overlong_line_ends_the_session()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.ConnectAsync();
        await client.ReadAsync();

        await client.Connection.SendAsync(new string('a', FtpLimits.MaxCommandBytes + 2));

        Assert.StartsWith("500", await client.ReadAsync());
        Assert.Equal("", await client.ReadAsync());
        Assert.Equal(EndReason.PeerBrokeProtocol, await server.NextEndAsync());
    }

    [Fact]
    public async Task A_wrong_password_costs_a_second_and_is_logged()
    {
        var clock = new ManualClock();
        await using FtpFixture server = await FtpFixture.StartAsync(accounts: OnlyBob(clock));
        FtpTypist client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SayAsync("USER bob");

        Task<string> refused = client.SayAsync("PASS wrong");
        while (!clock.HasTimer(Accounts.RefusalDelay))
            await Task.Yield();
        Assert.False(refused.IsCompleted);
        clock.Advance(Accounts.RefusalDelay);

        Assert.StartsWith("530", await refused);
        Assert.Equal("bob login  0 refused", await server.NextAccessAsync());
        await client.SayAsync("USER bob");
        Assert.StartsWith("230", await client.SayAsync("PASS right"));
    }

    [Fact]
    public async Task Where_everybody_must_log_in_nobody_is_anonymous()
    {
        var clock = new ManualClock();
        await using FtpFixture server = await FtpFixture.StartAsync(accounts: OnlyBob(clock));
        FtpTypist client = await server.ConnectAsync();
        await client.ReadAsync();
        await client.SayAsync("USER anonymous");

        Task<string> refused = client.SayAsync("PASS x");
        while (!clock.HasTimer(Accounts.RefusalDelay))
            await Task.Yield();
        clock.Advance(Accounts.RefusalDelay);

        Assert.StartsWith("530", await refused);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();

        server.Stop();

        Assert.StartsWith("421", await client.ReadAsync());
    }

    [Fact]
    public async Task A_server_that_stops_lets_a_transfer_end()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        await client.SayAsync("STOR f");

        server.Stop();
        await data.SendAsync("whole");
        await data.CompleteOutputAsync();

        Assert.StartsWith("226", await client.ReadAsync());
        Assert.StartsWith("421", await client.ReadAsync());
        Assert.Equal("whole", server.TextOf("f"));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(""), InlineData("PWD\r\n")] // a command that waits for the transfer's end
    public async Task A_server_that_insists_cuts_a_transfer_off(string waiting)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        FtpTypist client = await server.LogInAsync();
        StreamConnection data = await client.OpenDataAsync();
        await client.SayAsync("STOR f");
        await data.SendAsync("half");
        await client.WaitUntilMovedAsync("half".Length);
        await client.Connection.SendAsync(waiting);
        server.Stop();
        await TimerAsync(server, new ServeOptions().DrainTimeout);

        server.Insist();

        Assert.Equal(EndReason.DrainTimedOut, await server.NextEndAsync());
        Assert.Equal("anonymous put f 4 cut-off", await server.NextAccessAsync());
        Assert.False(File.Exists(server.Directory.At("f")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("SHA-256"), InlineData("CRC32")]
    public async Task Sums_wait_for_their_turn(string algorithm)
    {
        await using FtpFixture server = await FtpFixture.StartAsync();
        server.Directory.AddFile("f", new byte[100_000]);
        FtpTypist client = await server.LogInAsync();
        await client.SayAsync($"OPTS HASH {algorithm}");
        string before = await client.SayAsync("HASH f");
        await server.NextAccessAsync();
        Task<string> waiting;
        using (await BusyWork.TakeAllAsync(server.Folder.Work))
        {
            using (FileStream file = File.OpenWrite(server.Directory.At("f")))
                file.Write("behind"u8);
            waiting = client.SayAsync("HASH f");
            while (server.Folder.Transfers.UnderWay.Count == 0 && !waiting.IsCompleted)
                await Task.Yield();
            using FileStream again = File.OpenWrite(server.Directory.At("f"));
            again.Write("before"u8);
        }

        Assert.NotEqual(before, await waiting);
    }

    private static Accounts OnlyBob(ManualClock clock) => new(
        new FixedAccounts(new Account("bob", PasswordHash.Create("right", 100_000), PathRights.Everywhere(Rights.All))),
        clock);

    // The server sets its timer after it has answered.
    private static async Task TimerAsync(FtpFixture server, TimeSpan dueIn)
    {
        while (!server.Clock.HasTimer(dueIn))
            await Task.Yield();
    }
}
