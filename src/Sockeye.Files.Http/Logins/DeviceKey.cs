using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Files.Http.Logins;

/// <summary>
/// A key in a URL that lets a device in without a password, once: it gets a cookie of its own, and the key is of no
/// more use there, also to who finds it in its history. Safe from any thread.
/// </summary>
/// <remarks>
/// A device is known by its address. Until it has come back with its cookie it may come by the key again: what scans
/// may look at the page before the browser does. The cookie is good as long as this object lives. The key is a secret
/// like a password: it stands in no log of ours, and is taken where passwords are; a trace of the calls has it.
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
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Device> _devices = [];

    /// <summary>Whose rights who comes by it has.</summary>
    public string User { get; } = user;

    /// <summary>The cookie's name: of each key another, for those of all ports of a host are kept together.</summary>
    internal string CookieName { get; } = $"sockeye-{Create()[..6]}";

    /// <summary>What is added to a URL.</summary>
    public string Query => $"?{Parameter}={_key}";

    /// <summary>Lets a device in.</summary>
    /// <returns>Its cookie; null when the key is not ours, or the device has come by it before.</returns>
    internal string? TryEnter(string key, IPAddress from)
    {
        if (!IsSame(key, _key))
            return null;

        lock (_lock)
        {
            bool isNew = !_devices.TryGetValue(from, out Device? known);
            if (isNew ? _devices.Count >= MaxDevices : known!.HasReturned)
                return null;

            var device = new Device(Create());
            _devices[from] = device;
            return device.Cookie;
        }
    }

    /// <summary>Whether that device has come by it, and has this cookie.</summary>
    internal bool Knows(string cookie, IPAddress from)
    {
        lock (_lock)
        {
            bool isKnown = _devices.TryGetValue(from, out Device? device) && IsSame(cookie, device.Cookie);
            if (isKnown)
                device!.HasReturned = true;
            return isKnown;
        }
    }

    private static bool IsSame(string told, string known) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(told), Encoding.UTF8.GetBytes(known));

    private static string Create() => RandomNumberGenerator.GetString(Letters, Length);

    private sealed class Device(string cookie)
    {
        public string Cookie => cookie;

        public bool HasReturned { get; set; }
    }
}
