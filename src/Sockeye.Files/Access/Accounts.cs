using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Fairness;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Access;

/// <summary>Lets visitors in: one for all protocols of a server. Safe from any thread.</summary>
/// <remarks>
/// A wrong name costs as much time as a wrong password and gets the same answer, a second later. What was once found
/// right is known again without PBKDF2, by a keyed hash that lives as long as the process: HTTP sends the password with
/// every request. PBKDF2 takes half of the processors at most. Those who wait for it have turns by address, first who
/// has logged in from there before, and who is on this machine.
/// </remarks>
public sealed class Accounts
{
    /// <summary>How long a refusal takes: 1 s, as vsftpd's <c>delay_failed_login</c>.</summary>
    public static readonly TimeSpan RefusalDelay = TimeSpan.FromSeconds(1);

    /// <summary>How many passwords that were right are known again: our choice.</summary>
    internal const int MaxKnown = 1_000;

    /// <summary>
    /// How many wait for PBKDF2 at once, of those whose address is not known: our choice, some ten seconds of work.
    /// </summary>
    internal const int MaxWaiting = 40;

    private readonly IAccountSource _source;
    private readonly TimeProvider _time;
    private readonly LoginGuard _guard;
    private readonly Lazy<byte[]> _key = new(() => RandomNumberGenerator.GetBytes(32)); // loads OpenSSL: 4 MB
    private readonly ConcurrentDictionary<string, byte[]> _known = new();
    private readonly ConcurrentDictionary<(string Name, PeerNetwork From), byte> _wellKnown = new(); // as a set
    private readonly FairScheduler _hashing = new(HeavyWork.HalfTheProcessors);
    private int _waiting; // for PBKDF2, and who is not well known
    private readonly Lazy<PasswordHash> _nobody;

    /// <summary>Lets in who the source knows.</summary>
    /// <param name="source">The accounts.</param>
    /// <param name="time">The clock of delays and limits.</param>
    public Accounts(IAccountSource source, TimeProvider time)
    {
        (_source, _time) = (source, time);
        _guard = new LoginGuard(time);
        _nobody = new Lazy<PasswordHash>(() => PasswordHash.OfNobody(source.Current.All));
    }

    /// <summary>Whether anybody can log in.</summary>
    public bool HasLogins => _source.Current.HasLogins;

    /// <summary>Who does not log in; null when everybody must.</summary>
    public Visitor? Anonymous =>
        _source.Current.Anonymous is { } anonymous ? new Visitor(anonymous, _source) : null;

    /// <summary>
    /// Somebody whom the caller knows by other means than a password; null when there is no such account.
    /// </summary>
    public Visitor? Find(string name) =>
        _source.Current.Find(name) is { } account ? new Visitor(account, _source) : null;

    /// <summary>Whether anybody may do something anywhere.</summary>
    public bool MayAnybody(Rights rights) =>
        _source.Current.All.Any(account => account.Rights.AllowAnywhere(rights));

    /// <summary>Whether anybody may add a file of one name, but not replace that of another.</summary>
    internal bool MayForge(FileName name, FileName of) => _source.Current.All.Any(account =>
        account.Rights.For(name).HasFlag(Rights.Write)
        && !account.Rights.For(of).HasFlag(Rights.Write | Rights.Delete));

    /// <summary>No logins: everybody may do this everywhere.</summary>
    public static Accounts Anyone(Rights rights) =>
        new(
            new FixedAccounts(new Account(Account.Anonymous, null, PathRights.Everywhere(rights))),
            TimeProvider.System);

    /// <summary>Looks whether name and password are right.</summary>
    /// <remarks>A refusal comes after <see cref="RefusalDelay"/>.</remarks>
    /// <param name="name">As the visitor gave it.</param>
    /// <param name="password">As the visitor gave it; may be empty.</param>
    /// <param name="from">Where from. This machine counts as one address, and so do all that are not known.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<LoginResult> LogInAsync(
        string name, string password, EndPoint? from, CancellationToken cancel = default)
    {
        PeerNetwork[] peer = PeerNetwork.OfMachine(from);
        if (await _guard.TryBeginAsync(peer, cancel) is not { } attempt)
            return new LoginResult(LoginStatus.TooMany, null);

        bool hasFailed = true; // a login that nobody waited for has failed too
        try
        {
            Account? account = _source.Current.Find(name);
            bool? isRight = await IsRightAsync(name, account, password, peer, cancel);
            hasFailed = isRight == false;
            if (isRight == true)
                return new LoginResult(LoginStatus.Accepted, new Visitor(account!, _source));

            await Task.Delay(RefusalDelay, _time, cancel);
            return new LoginResult(isRight is null ? LoginStatus.TooMany : LoginStatus.Refused, null);
        }
        finally
        {
            _guard.End(attempt, hasFailed);
        }
    }

    // Null: too many wait to be told.
    private async ValueTask<bool?> IsRightAsync(
        string name, Account? account, string password, PeerNetwork[] peer, CancellationToken cancel)
    {
        PasswordHash? expected = account?.Password;
        byte[]? mark = expected is null ? null : MarkOf(expected, password);
        if (mark is not null && _known.TryGetValue(account!.Name, out byte[]? known)
            && CryptographicOperations.FixedTimeEquals(mark, known))
        {
            Remember(account.Name, mark, peer);
            return true;
        }

        bool isFirst = peer[0] == PeerNetwork.Local || _wellKnown.ContainsKey((name, peer[0]));
        if (!await TryTakeTurnAsync(peer, isFirst, cancel))
            return null;

        try
        {
            PasswordHash compared = expected ?? _nobody.Value; // an unknown name takes as long
            bool isRight = await Task.Run(() => compared.Matches(password), cancel) && expected is not null;
            if (isRight)
                Remember(account!.Name, mark!, peer);
            return isRight;
        }
        finally
        {
            _hashing.Return();
        }
    }

    private async ValueTask<bool> TryTakeTurnAsync(PeerNetwork[] peer, bool isFirst, CancellationToken cancel)
    {
        if (isFirst)
        {
            await _hashing.TakeAsync(peer[^1], isFirst, cancel);
            return true;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
                return false;

            await _hashing.TakeAsync(peer[^1], isFirst, cancel);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private void Remember(string name, byte[] mark, PeerNetwork[] peer)
    {
        if (_known.Count < MaxKnown || _known.ContainsKey(name))
            _known[name] = mark;
        if (_wellKnown.Count < MaxKnown)
            _wellKnown.TryAdd((name, peer[0]), 0);
    }

    // With the hash in it, so that a changed password is another.
    private byte[] MarkOf(PasswordHash hash, string password) =>
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{hash}\0{password}"));
}
