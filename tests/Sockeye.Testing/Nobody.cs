using System.Net;

namespace Sockeye.Testing;

/// <summary>An address of this machine where nobody listens.</summary>
/// <remarks>
/// A port that was free a moment ago may be another test's by now, or its last owner's still; one below 1024 is given to
/// nobody who did not ask for it.
/// </remarks>
public static class Nobody
{
    public const int Port = 1; // tcpmux

    public static IPEndPoint Address { get; } = new(IPAddress.Loopback, Port);
}
