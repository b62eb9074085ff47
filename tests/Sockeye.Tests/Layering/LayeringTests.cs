using System.Reflection;
using System.Text.RegularExpressions;
using Sockeye.Protocols;
using Sockeye.Transports;

namespace Sockeye.Tests.Layering;

/// <summary>
/// The one-way rule of the design: an arrow only points down. Read from the sources and the assemblies.
/// </summary>
public sealed partial class LayeringTests
{
    private const int MaxFileLines = 400;
    private const int MaxMedianLines = 120;
    private const int MaxColumns = 120;

    // Room → what it may mention besides itself. "Protocols" alone is the error types; "Protocols.*" is all of it.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Protocols"] = [],
        ["Native"] = [],
        ["Transports"] = ["Native", "Protocols.Checks", "Protocols.Text"],
        ["Fairness"] = [],
        ["Storage"] = ["Native", "Fairness", "Protocols.Checks", "Protocols.Text", "Protocols.Wire"],
        ["Driving"] = ["Transports", "Protocols", "Protocols.Checks", "Protocols.Framing", "Protocols.Machines"],
        ["Serving"] =
        [
            "Driving", "Fairness", "Transports", "Transports.Sockets", "Protocols", "Protocols.Checks",
            "Protocols.Framing", "Protocols.Machines", "Protocols.Proxy",
        ],
        ["Access"] = ["Fairness", "Storage", "Transports", "Native", "Protocols.Text"],
        ["Services"] =
        [
            "Access", "Driving", "Fairness", "Serving", "Storage", "Transports", "Transports.Tls", "Protocols",
            "Protocols.*",
        ],
        ["Tracing"] = ["Protocols.Text"],
        ["Web"] =
        [
            "Access", "Fairness", "Serving", "Serving.Proxies", "Storage", "Transports", "Transports.Tls", "Protocols",
            "Protocols.*",
        ],
        ["Cli"] =
        [
            "Web", "Services", "Services.*", "Access", "Driving", "Fairness", "Serving", "Serving.Proxies", "Storage",
            "Transports", "Transports.*", "Protocols", "Protocols.*", "Tracing", "Tracing.*",
        ],
    };

    [Fact]
    public void Arrows_only_point_down()
    {
        var wrong = new List<string>();
        foreach (string file in House.Sources())
        {
            string room = RoomOf(House.FolderNamespaceOf(file));
            wrong.AddRange(MentionsIn(file)
                .Where(other => RoomOf("Sockeye." + other) != room && !IsAllowed(room, other))
                .Select(other => $"{House.Relative(file)}: {room} must not use {other}"));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("src/Sockeye/Driving/FrameReader.cs", "Protocols.Framing")] // in a using
    [InlineData("src/Sockeye/Transports/EndpointParser.cs", "Protocols.Text")] // in an expression
    public void Mentions_are_found(string file, string other) =>
        Assert.Contains(other, MentionsIn(Path.Combine(House.Root, file)));

    [Fact]
    public void Every_room_has_its_row_in_the_table() =>
        Assert.Equal(
            Allowed.Keys.Order(),
            House.Sources().Select(file => RoomOf(House.FolderNamespaceOf(file))).Distinct().Order());

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

    private static void IsPureName(string name) =>
        Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard", $"{name} is not of the BCL");

    private static IEnumerable<string> ReferencesOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name ?? "");

    // "Transports.Sockets" is allowed by itself, or by "Transports.*".
    private static bool IsAllowed(string room, string other) => Allowed[room].Any(allowed =>
        allowed == other || (allowed.EndsWith(".*", StringComparison.Ordinal)
            && other.StartsWith(allowed[..^1], StringComparison.Ordinal)));

    private static IEnumerable<string> MentionsIn(string file) => File.ReadLines(file)
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .Where(line => !line.StartsWith("namespace", StringComparison.Ordinal))
        .SelectMany(line => Mention().Matches(line))
        .Select(match => match.Value.Replace("Sockeye.", "", StringComparison.Ordinal))
        .Select(NamespacePart)
        .Distinct();

    // A name in code goes on with a type and its members; one in a using does not.
    private static string NamespacePart(string name)
    {
        while (name.Contains('.', StringComparison.Ordinal) && !Namespaces.Value.Contains("Sockeye." + name))
            name = name[..name.LastIndexOf('.')];
        return name;
    }

    private static readonly Lazy<HashSet<string>> Namespaces = new(() => [.. House.Sources().Select(NamespaceOf)]);

    private static string NamespaceOf(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
        .Select(line => line["namespace ".Length..].TrimEnd(';'))
        .FirstOrDefault("");

    private static string RoomOf(string name)
    {
        string[] parts = name.Split('.');
        return parts.Length > 1 ? parts[1] : "";
    }

    [GeneratedRegex(
        @"(?<=^using |^using static |[^\w.])(Sockeye\.)?"
        + @"(Protocols|Native|Transports|Storage|Access|Driving|Fairness|Serving|Services|Tracing|Web|Cli)(\.[A-Z]\w*)*(?=[;.(])")]
    private static partial Regex Mention();
}
