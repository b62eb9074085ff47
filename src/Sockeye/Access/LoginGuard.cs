using System.Net;
using System.Net.Sockets;

namespace Sockeye.Access;

/// <summary>Counts the logins that fail, by address, and says when there are too many. Safe from any thread.</summary>
/// <remarks>
/// An attempt counts from its beginning, so that many at once gain nothing; one that succeeds clears its address. Of
/// IPv6 the network counts (/64): a host has all of its addresses (RFC 4291 §2.5.4).
/// </remarks>
/// <param name="time">The clock of <see cref="Window"/>.</param>
internal sealed class LoginGuard(TimeProvider time)
{
    /// <summary>How many may fail from one address within <see cref="Window"/>: our choice, a person's mistakes.</summary>
    public const int MaxFailures = 10;

    /// <summary>How many addresses are remembered: our choice, some MB. Beyond it the oldest is forgotten.</summary>
    public const int MaxAddresses = 10_000;

    private const int NetworkBytes = 8; // of an IPv6 address

    /// <summary>For how long failures count: our choice.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Failures> _failures = [];

    /// <summary>Begins an attempt.</summary>
    /// <returns>false when there were too many.</returns>
    public bool TryBegin(EndPoint? from)
    {
        string address = AddressOf(from);
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            if (!_failures.TryGetValue(address, out Failures failures) || now - failures.Since > Window)
                failures = new Failures(0, now);
            if (failures.Count >= MaxFailures)
                return false;

            if (_failures.Count >= MaxAddresses && !_failures.ContainsKey(address))
                _failures.Remove(_failures.MinBy(known => known.Value.Since).Key);
            _failures[address] = failures with { Count = failures.Count + 1 };
            return true;
        }
    }

    /// <summary>The attempt succeeded: what failed before is forgiven.</summary>
    public void Succeeded(EndPoint? from)
    {
        lock (_lock)
            _failures.Remove(AddressOf(from));
    }

    private static string AddressOf(EndPoint? from)
    {
        if (from is not IPEndPoint { Address: var address })
            return "local"; // a UNIX socket: whoever may connect is on this machine

        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }

    private readonly record struct Failures(int Count, DateTimeOffset Since);
}
