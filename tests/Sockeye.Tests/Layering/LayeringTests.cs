using System.Reflection;
using System.Text.RegularExpressions;
using Sockeye.Protocols;
using Sockeye.Transports;

namespace Sockeye.Tests.Layering;

/// <summary>
/// What holds of every source file, and what the pure projects and the library must not know. Who may use whom:
/// <see cref="FoldersTests"/>.
/// </summary>
public sealed partial class LayeringTests
{
    private const int MaxFileLines = 400;
    private const int MaxMedianLines = 120;
    private const int MaxColumns = 120;

    [Fact]
    public void Namespaces_are_folders()
    {
        IEnumerable<string> wrong = House.Sources()
            .Where(file => Path.GetFileName(file) != "Program.cs") // top-level statements have no namespace
            .Where(file => NamespaceOf(file) != House.FolderNamespaceOf(file));

        Assert.Empty(wrong.Select(House.Relative));
    }

    [Fact]
    public void Protocols_reference_nothing_but_the_base_class_library() =>
        Assert.All(ReferencesOf(typeof(PeerProtocolException).Assembly), IsPureName);

    [Theory]
    [InlineData("System.Console"), InlineData("System.Net.Sockets")]
    [InlineData("System.Threading.Thread"), InlineData("System.IO.Pipelines")]
    public void Protocols_can_neither_wait_nor_print(string assembly) =>
        Assert.DoesNotContain(assembly, ReferencesOf(typeof(PeerProtocolException).Assembly));

    [Fact]
    public void Library_does_not_print() =>
        Assert.DoesNotContain("System.Console", ReferencesOf(typeof(Endpoint).Assembly));

    [Fact]
    public void Library_does_not_know_the_command() =>
        Assert.DoesNotContain(
            ReferencesOf(typeof(Endpoint).Assembly), name => name.Contains("Cli", StringComparison.Ordinal));

    [Fact]
    public void Files_are_short()
    {
        int[] lines = [.. House.Sources().Select(file => File.ReadLines(file).Count()).Order()];

        Assert.InRange(lines[lines.Length / 2], 1, MaxMedianLines);
        Assert.Empty(House.Sources().Where(file => File.ReadLines(file).Count() > MaxFileLines).Select(House.Relative));
    }

    [Fact]
    public void Lines_are_short() =>
        Assert.Empty(House.Sources()
            .Where(file => File.ReadLines(file).Any(line => line.Length > MaxColumns)).Select(House.Relative));

    [Fact]
    public void Files_that_the_architecture_names_are_there()
    {
        string text = File.ReadAllText(Path.Combine(House.Root, "ARCHITECTURE.md"));
        HashSet<string> there = [.. House.Sources().Select(House.Relative)];
        HashSet<string?> names = [.. there.Select(Path.GetFileName)];

        string[] named = [.. NamedFile().Matches(text).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.All(named, name =>
            Assert.True(name.Contains('/') ? there.Contains($"src/{name}") : names.Contains(name), $"{name} is gone"));
    }

    [GeneratedRegex(@"`([\w./]+\.cs)`")]
    private static partial Regex NamedFile();

    private static void IsPureName(string name) =>
        Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard", $"{name} is not of the BCL");

    private static IEnumerable<string> ReferencesOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name ?? "");

    private static string NamespaceOf(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
        .Select(line => line["namespace ".Length..].TrimEnd(';'))
        .FirstOrDefault("");
}
