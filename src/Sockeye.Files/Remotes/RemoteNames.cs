namespace Sockeye.Files.Remotes;

/// <summary>Names on a server.</summary>
internal static class RemoteNames
{
    /// <summary>An entry of a directory, from the root; an empty directory is the root.</summary>
    public static string Join(string directory, string entry) => directory.Length == 0 || directory.EndsWith('/')
        ? directory + entry
        : $"{directory}/{entry}";
}
