using System.Net;
using Sockeye.Files.Access;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Access;

public sealed class AccountsTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Parse("192.0.2.7"), 1000);
    private static readonly IPEndPoint Elsewhere = new(IPAddress.Parse("192.0.2.8"), 1000);

    private readonly ManualClock _clock = new();
    private readonly ChangingAccounts _users = new() { Current = Alice("right") };
    private readonly Accounts _accounts;

    public AccountsTests() => _accounts = new Accounts(_users, _clock);

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Right_password_lets_in_with_the_rights_of_the_account()
    {
        LoginResult result = await _accounts.LogInAsync("alice", "right", Here);

        Assert.Equal(LoginStatus.Accepted, result.Status);
        Assert.True(result.Visitor!.May(Rights.Read, null));
        Assert.False(result.Visitor.May(Rights.Write, null));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("alice", "wrong"), InlineData("nobody", "right"), InlineData("anonymous", ""), InlineData("", "")]
    public async Task Refusal_comes_after_a_second_whatever_is_wrong(string name, string password)
    {
        Task<LoginResult> login = _accounts.LogInAsync(name, password, Here).AsTask();
        await WaitForTimerAsync();

        _clock.Advance(Accounts.RefusalDelay - TimeSpan.FromTicks(1));
        Assert.False(login.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(new LoginResult(LoginStatus.Refused, null), await login);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task After_ten_failures_even_the_right_password_is_refused_from_there()
    {
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
            await FailAsync(Here);

        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", Here)).Status);
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Elsewhere)).Status);

        _clock.Advance(LoginGuard.Window);
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Here)).Status);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("127.0.0.1", "127.0.0.2"), InlineData("127.0.0.1", "::1"), InlineData("2001:db8::1", "2001:db8::2")]
    public async Task Who_has_many_addresses_is_one_who_fails(string address, string another)
    {
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
            await FailAsync(new IPEndPoint(IPAddress.Parse(address), 1));

        var from = new IPEndPoint(IPAddress.Parse(another), 1);
        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", from)).Status);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("2001:db8:0:{0:x}::1", 20), InlineData("2001:db8:0:{0:x}00::1", 40)]
    public async Task Networks_of_a_site_fail_together_in_steps(string networks, int failures)
    {
        for (int network = 0; network < failures; network++)
            await FailAsync(new IPEndPoint(IPAddress.Parse(string.Format(null, networks, network)), 1));

        var from = new IPEndPoint(IPAddress.Parse(string.Format(null, networks, failures)), 1);
        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", from)).Status);
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Here)).Status);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Refused_attempts_from_everywhere_forgive_nobody()
    {
        for (int network = 0; network < 4 * LoginGuard.MaxFailures; network++)
            await FailAsync(new IPEndPoint(IPAddress.Parse($"2001:db8:0:{network:x}00::1"), 1)); // closes its /48

        for (int network = 0; network < 2 * LoginGuard.MaxNetworks; network++)
        {
            var from = new IPEndPoint(IPAddress.Parse($"2001:db8:0:{network:x}::1"), 1);
            Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", from)).Status);
        }
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Right_password_is_not_kept_waiting_by_wrong_ones_from_everywhere()
    {
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Here)).Status);
        _users.Current = Alice("changed"); // so that it has to be hashed again
        Task<LoginResult>[] wrong =
        [
            .. Enumerable.Range(0, 200).Select(number => _accounts.LogInAsync(
                "alice", "wrong", new IPEndPoint(IPAddress.Parse($"198.51.100.{number}"), 1)).AsTask()),
        ];

        LoginResult right = await _accounts.LogInAsync("alice", "changed", Here);

        Assert.Equal(LoginStatus.Accepted, right.Status);
        while (!Task.WhenAll(wrong).IsCompleted)
        {
            _clock.Advance(Accounts.RefusalDelay);
            await Task.Yield();
        }

        Assert.Contains(wrong, attempt => attempt.Result.Status == LoginStatus.TooMany);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Success_of_one_does_not_forgive_what_another_tried_from_there()
    {
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
        {
            Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Here)).Status);
            await FailAsync(Here);
        }

        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", Here)).Status);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Many_attempts_at_once_gain_nothing()
    {
        Task<LoginResult>[] attempts =
            [.. Enumerable.Range(0, LoginGuard.MaxFailures + 5).Select(_ => _accounts.LogInAsync("alice", "wrong", Here).AsTask())];
        while (attempts.Any(attempt => !attempt.IsCompleted))
        {
            await Task.Yield();
            if (_clock.HasTimer(Accounts.RefusalDelay))
                _clock.Advance(Accounts.RefusalDelay);
        }

        Assert.Equal(LoginGuard.MaxFailures, attempts.Count(attempt => attempt.Result.Status == LoginStatus.Refused));
        Assert.Equal(5, attempts.Count(attempt => attempt.Result.Status == LoginStatus.TooMany));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Many_who_are_right_at_once_are_all_let_in()
    {
        LoginResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 5 * LoginGuard.MaxFailures).Select(_ => _accounts.LogInAsync("alice", "right", Here).AsTask()));

        Assert.All(results, result => Assert.Equal(LoginStatus.Accepted, result.Status));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task IPv6_counts_by_network()
    {
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
            await FailAsync(new IPEndPoint(IPAddress.Parse($"2001:db8:1:2::{failures + 1}"), 1));

        LoginResult same = await _accounts.LogInAsync("alice", "right", new IPEndPoint(IPAddress.Parse("2001:db8:1:2:9::9"), 1));
        LoginResult other = await _accounts.LogInAsync("alice", "right", new IPEndPoint(IPAddress.Parse("2001:db8:1:3::1"), 1));

        Assert.Equal((LoginStatus.TooMany, LoginStatus.Accepted), (same.Status, other.Status));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(11), InlineData(-11)]
    public async Task A_calendar_that_is_set_forgives_nothing(int minutes)
    {
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
            await FailAsync(Here);

        _clock.StepCalendar(TimeSpan.FromMinutes(minutes));

        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", Here)).Status);
        _clock.Advance(LoginGuard.Window);
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", Here)).Status);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Who_has_no_address_does_not_lock_out_this_machine()
    {
        var unix = new System.Net.Sockets.UnixDomainSocketEndPoint("/run/client");
        for (int failures = 0; failures < LoginGuard.MaxFailures; failures++)
            await FailAsync(null);

        Assert.Equal(LoginStatus.TooMany, (await _accounts.LogInAsync("alice", "right", null)).Status);
        Assert.Equal(LoginStatus.Accepted, (await _accounts.LogInAsync("alice", "right", unix)).Status);
    }

    private static AccountList Alice(string password) => new(
    [
        new Account(
            "alice", PasswordHash.Create(password, PasswordHash.MinIterations), PathRights.Everywhere(Rights.ReadOnly)),
    ]);

    private async Task FailAsync(EndPoint? from)
    {
        Task<LoginResult> login = _accounts.LogInAsync("alice", "wrong", from).AsTask();
        await WaitForTimerAsync();
        _clock.Advance(Accounts.RefusalDelay);
        Assert.Equal(LoginStatus.Refused, (await login).Status);
    }

    // The password is hashed on another thread; then the refusal waits for the clock.
    private async Task WaitForTimerAsync()
    {
        while (!_clock.HasTimer(Accounts.RefusalDelay))
            await Task.Yield();
    }

    private sealed class ChangingAccounts : IAccountSource
    {
        public required AccountList Current { get; set; }
    }
}
