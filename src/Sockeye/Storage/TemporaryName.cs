namespace Sockeye.Storage;

/// <summary>Names of uploads under way. They are reserved: no peer sees, reads or writes them by name.</summary>
internal static class TemporaryName
{
    private const string Prefix = ".sockeye-upload-";

    public static string Create() => Prefix + Guid.NewGuid().ToString("N");

    public static bool Is(string segment) => segment.StartsWith(Prefix, StringComparison.Ordinal);
}
