using System.Collections.Concurrent;
using System.Net;
using Sockeye.Probing.Names;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Text;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Route;

/// <summary>
/// The names of hops, each looked up once and beside everything else. The destination is called what our user calls it.
/// </summary>
/// <param name="target">The destination.</param>
/// <param name="lookup">Who is asked; null when nobody is.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends the wait for all of them.</param>
internal sealed class HopNames(PingTarget target, NameLookup? lookup, TimeProvider time, CancellationToken stop)
{
    private const int MaxNameChars = 255; // RFC 1035 §2.3.4

    private readonly ConcurrentDictionary<IPAddress, Task<string?>> _names = new();

    /// <summary>Whether anybody is asked.</summary>
    public bool AreWanted => lookup is not null;

    /// <summary>The name of a hop, safe to show; null while it is not known, and when it has none.</summary>
    public string? NameOf(IPAddress address)
    {
        if (AreWanted && address.Equals(target.Address) && !IPAddress.TryParse(target.Host, out _))
            return PrintableText.Escape(target.Host);

        Task<string?> name = LookUp(address);
        return name.IsCompletedSuccessfully ? name.Result : null;
    }

    /// <summary>As <c>ping</c>: the name with the address behind, or the address.</summary>
    public string TextOf(IPAddress address)
    {
        string text = ScopedAddress.TextOf(address);
        return NameOf(address) is { } name ? $"{name} ({text})" : text;
    }

    /// <summary>Waits for the names of some, but not long: a name is no reason to withhold a hop.</summary>
    public Task WaitAsync(IEnumerable<IPAddress> addresses) => Task.WhenAll(addresses.Select(LookUp));

    private Task<string?> LookUp(IPAddress address) =>
        lookup is null ? Task.FromResult<string?>(null) : _names.GetOrAdd(address, FindAsync);

    private async Task<string?> FindAsync(IPAddress address)
    {
        try
        {
            string? name = await Task.Run(() => lookup!.FindNameAsync(address, stop), stop)
                .WaitAsync(CommandTimeouts.DatagramAnswer, time, stop);
            return name is null ? null : PrintableText.Escape(name, MaxNameChars);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
