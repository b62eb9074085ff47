namespace Sockeye.Testing;

/// <summary>A directory of one test, removed with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private bool _hasStrangeNames;

    public string Path { get; } = Directory.CreateTempSubdirectory("sockeye-test-").FullName;

    /// <summary>The path of something in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates a directory in it.</summary>
    public string AddDirectory(string name) => Directory.CreateDirectory(At(name)).FullName;

    /// <summary>Writes a file in it.</summary>
    public string AddFile(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    /// <summary>Runs a script of sh(1) in it, for names that .NET does not have.</summary>
    public void Run(string script)
    {
        _hasStrangeNames = true;
        Command.Run("sh", "-c", $"cd '{Path}'; {script}");
    }

    /// <summary>What is in it and below it, as relative names, sorted.</summary>
    public string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(
            Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => System.IO.Path.GetRelativePath(Path, path)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (_hasStrangeNames)
            Command.Run("rm", "-rf", Path); // .NET could not name them
        else
            Directory.Delete(Path, recursive: true);
    }
}
