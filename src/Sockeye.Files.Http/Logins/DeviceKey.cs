using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Fairness;

namespace Sockeye.Files.Http.Logins;

/// <summary>
/// A key in a URL that lets a device in without a password, once: it gets a cookie of its own, and the key is of no
/// more use to it, or to who finds it in its history. Safe from any thread.
/// </summary>
/// <remarks>
/// A device is known by its address (of IPv6 by its /64). The cookie is good as long as this object lives. The key is a
/// secret like a password: it stands in no log, and is asked for where passwords are.
/// </remarks>
/// <param name="user">Whose rights who comes by it has.</param>
public sealed class DeviceKey(string user)
{
    /// <summary>How many devices come by it: 1,000, our choice.</summary>
    public const int MaxDevices = 1_000;

    internal const string Parameter = "key";

    // Without those that look alike: 26 of 32 are 130 bits.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 26;

    private readonly string _key = Create();
    private readonly ConcurrentDictionary<PeerNetwork, string> _cookies = new();

    /// <summary>Whose rights who comes by it has.</summary>
    public string User { get; } = user;

    /// <summary>The cookie's name: of each key another, for those of all ports of a host are kept together.</summary>
    internal string CookieName { get; } = $"sockeye-{Create()[..6]}";

    /// <summary>What is added to a URL.</summary>
    public string Query => $"?{Parameter}={_key}";

    /// <summary>Lets a device in.</summary>
    /// <returns>Its cookie; null when the key is not ours, or the device has come by it before.</returns>
    internal string? TryEnter(string key, PeerNetwork from)
    {
        if (!IsSame(key, _key) || _cookies.Count >= MaxDevices)
            return null;

        string cookie = Create();
        return _cookies.TryAdd(from, cookie) ? cookie : null;
    }

    /// <summary>Whether that device has come by it, and has this cookie.</summary>
    internal bool Knows(string cookie, PeerNetwork from) =>
        _cookies.TryGetValue(from, out string? given) && IsSame(cookie, given);

    private static bool IsSame(string told, string known) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(told), Encoding.UTF8.GetBytes(known));

    private static string Create() => RandomNumberGenerator.GetString(Letters, Length);
}
