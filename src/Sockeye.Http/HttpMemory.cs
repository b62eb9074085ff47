namespace Sockeye.Http;

/// <summary>How much of HTTP fits the memory, by what was measured of uploads and downloads over HTTP/2.</summary>
/// <param name="Bytes">How much there is.</param>
internal readonly record struct HttpMemory(long Bytes)
{
    private const int LeastWindowBytes = 128 * 1024;
    private const int MostWindowBytes = 1024 * 1024; // Kestrel's default
    private const int WindowShare = 8; // of the memory, for the windows of so many connections
    private const int Connections = 1_000;
    private const int RequestBytes = 384 * 1024;
    private const int LeastRequests = 64;

    /// <summary>That of this process: of the machine, or of its container.</summary>
    public static HttpMemory OfThisProcess => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>See <see cref="HttpOptions.ConnectionWindowBytes"/>.</summary>
    public int ConnectionWindowBytes =>
        (int)Math.Clamp(Bytes / WindowShare / Connections, LeastWindowBytes, MostWindowBytes);

    /// <summary>See <see cref="HttpOptions.MaxRequests"/>.</summary>
    public int MaxRequests => (int)Math.Clamp(Bytes / RequestBytes, LeastRequests, int.MaxValue);
}
