using Sockeye.Testing;

namespace Sockeye.Tests.Layering;

/// <summary>Where the sources of this repository are, and what was built of them.</summary>
internal static class House
{
    /// <summary>The folder of the solution.</summary>
    public static readonly string Root = Repository.Root;

    /// <summary>The names of the projects of <c>src</c>: folder, assembly and first namespace have the same.</summary>
    public static IEnumerable<string> Projects() => Directory
        .EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)).Order();

    /// <summary>The assembly of a project, of the same configuration as these tests.</summary>
    public static string AssemblyOf(string project)
    {
        // tests/Sockeye.Tests/bin/Debug/net10.0/ -> src/Sockeye/bin/Debug/net10.0/Sockeye.dll
        string built = Path.GetRelativePath(Path.Combine(Root, "tests", "Sockeye.Tests"), AppContext.BaseDirectory);
        return Path.Combine(Root, "src", project, built, project + ".dll");
    }

    /// <summary>The files of <c>src</c> that were written by hand.</summary>
    public static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>The path of a file as it is named in messages.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    /// <summary>The namespace that the folder of a source file asks for.</summary>
    public static string FolderNamespaceOf(string file) =>
        Path.GetDirectoryName(Relative(file))!["src/".Length..].Replace('/', '.');
}
