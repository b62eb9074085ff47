using System.Net;
using System.Net.Sockets;

namespace Sockeye.Access;

/// <summary>Counts the logins that fail, by address, and says when there are too many. Safe from any thread.</summary>
/// <remarks>
/// Only so many are under way at once as may still fail; the others wait: so many at once gain nothing, and who is
/// right is not refused. A success forgives nothing: it may be another's, behind the same address. Of IPv6 the network
/// counts (/64): a host has all of its addresses (RFC 4291 §2.5.4).
/// </remarks>
/// <param name="time">The clock of <see cref="Window"/>.</param>
internal sealed class LoginGuard(TimeProvider time)
{
    /// <summary>
    /// How many may fail from one address within <see cref="Window"/>: our choice, a person's mistakes.
    /// </summary>
    public const int MaxFailures = 10;

    /// <summary>How many addresses are remembered: our choice, some MB. Beyond it the oldest is forgotten.</summary>
    public const int MaxAddresses = 10_000;

    private const int NetworkBytes = 8; // of an IPv6 address

    /// <summary>For how long failures count: our choice.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Attempts> _attempts = [];

    /// <summary>Begins an attempt, as soon as no others are under way that could be the last to fail.</summary>
    /// <returns>What is to be ended; null when too many have failed.</returns>
    public async ValueTask<Attempts?> TryBeginAsync(EndPoint? from, CancellationToken cancel)
    {
        string address = AddressOf(from);
        while (true)
        {
            Task oneEnded;
            lock (_lock)
            {
                Attempts attempts = Of(address);
                if (attempts.Failed >= MaxFailures)
                    return null;
                if (attempts.Failed + attempts.UnderWay < MaxFailures)
                {
                    attempts.UnderWay++;
                    return attempts;
                }

                oneEnded = attempts.OneEnded.Task;
            }

            await oneEnded.WaitAsync(cancel);
        }
    }

    /// <summary>An attempt has ended.</summary>
    public void End(Attempts attempts, bool hasFailed)
    {
        lock (_lock)
        {
            attempts.UnderWay--;
            attempts.Failed += hasFailed ? 1 : 0;
            if (attempts is { UnderWay: 0, Failed: 0 } && _attempts.GetValueOrDefault(attempts.Address) == attempts)
                _attempts.Remove(attempts.Address);
            attempts.OneEnded.SetResult();
            attempts.OneEnded = NewEnd();
        }
    }

    private static TaskCompletionSource NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Attempts Of(string address)
    {
        long now = time.GetTimestamp(); // not the calendar: whoever sets it must not forgive, nor lock out
        if (!_attempts.TryGetValue(address, out Attempts? attempts))
        {
            if (_attempts.Count >= MaxAddresses)
                _attempts.Remove(_attempts.MinBy(known => known.Value.Since).Key);
            _attempts[address] = attempts = new Attempts(address) { Since = now };
        }
        else if (time.GetElapsedTime(attempts.Since, now) > Window)
        {
            (attempts.Failed, attempts.Since) = (0, now);
        }

        return attempts;
    }

    private static string AddressOf(EndPoint? from)
    {
        if (from is null)
            return "unknown"; // so not from here: all of them together, as one who hides
        if (from is not IPEndPoint { Address: var address })
            return "local"; // a UNIX socket: whoever may connect is on this machine

        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }

    /// <summary>The attempts of one address. Only the guard changes them.</summary>
    internal sealed class Attempts(string address)
    {
        public string Address => address;

        public int Failed { get; set; }

        public int UnderWay { get; set; }

        /// <summary>From when on failures count: a time stamp of the clock.</summary>
        public long Since { get; set; }

        /// <summary>The end of the next attempt that ends.</summary>
        public TaskCompletionSource OneEnded { get; set; } = NewEnd();
    }
}
