using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// One corpus of hostile names, by every request of every protocol, to a server where everybody may do everything.
/// </summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed partial class HostileNamesTests
{
    private static readonly string[] Protocols = ["files", "http", "ftp", "tftp"];

    [Theory, InlineData(false), InlineData(true)]
    public async Task Nothing_outside_is_touched_and_no_line_of_the_log_is_forged(bool isJson)
    {
        using var folder = new TemporaryDirectory();
        string root = TraversalCorpus.Plant(folder);
        folder.AddFile("root/kept.txt", "kept"u8);
        folder.AddDirectory("home");
        await using SharingServer server = await SharingServer.StartAsync(
            folder, Protocols, isJson ? ["--writable", "--json"] : ["--writable"]);
        using var tftp = new HostileTftp(server.AddressOf("tftp"));
        string[] outside = Outside(folder);

        foreach (string name in HostileNames.All)
        {
            AssertHarmless(await HostileWire.AskSfpAsync(server.AddressOf("files"), name), name);
            if (HostileTftp.CanAskFor(name))
            {
                AssertHarmless(Encoding.UTF8.GetString(await tftp.ReadAsync(name)), name);
                AssertHarmless(Encoding.UTF8.GetString(await tftp.WriteAsync(name)), name);
            }

            AssertHarmless(await HostileWire.AskFtpAsync(server.AddressOf("ftp"), name), name);
            foreach (string answer in await HostileWire.AskHttpAsync(server.AddressOf("http"), name))
                AssertOneAnswer(answer, name);
        }

        await LastAsync(server);
        Assert.Equal(outside, Outside(folder));
        AssertNoMarkup(await HostileWire.ExchangeAsync(server.AddressOf("http"), Page("/")));
        Action<string> wellFormed = isJson ? AssertJson : AssertLine;
        Assert.All(server.Log(), wellFormed);
        Assert.Equal(TraversalCorpus.Secret, await File.ReadAllTextAsync(folder.At(TraversalCorpus.SecretFile)));
        Assert.DoesNotContain(Directory.EnumerateFiles(root, ".sockeye-upload-*"), IsForeign);
    }

    [Fact]
    public async Task Each_access_is_exactly_one_line()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        await using SharingServer server = await SharingServer.StartAsync(folder, Protocols, "--writable");
        // Names that are names everywhere, so that each request is an access.
        string[] names = [.. HostileNames.Injections.Where(IsName)];

        foreach (string name in names)
        {
            string escaped = Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
            await HostileWire.ExchangeAsync(server.AddressOf("files"), $"GET {name}\n");
            await HostileWire.ExchangeAsync(server.AddressOf("http"), Page("/" + escaped));
            await HostileWire.ExchangeAsync(server.AddressOf("ftp"), $"USER ftp\r\nPASS x\r\nDELE {name}\r\nQUIT\r\n");
        }

        await LastAsync(server);
        string[] lines = server.Log()[..^1];
        Assert.True(names.Length > 20, $"only {names.Length}");
        Assert.All(lines, AssertLine);
        Assert.All(
            new[] { "files", "http", "ftp" },
            protocol => Assert.Equal(names.Length, lines.Count(line => line.Split(' ')[1] == protocol)));
    }

    [Theory, InlineData("files"), InlineData("http"), InlineData("ftp"), InlineData("tftp")]
    public async Task Our_own_client_sends_no_name_that_is_two_commands(string protocol)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/kept.txt", "kept"u8);
        string local = folder.AddFile("local", "new"u8);
        await using SharingServer server = await SharingServer.StartAsync(folder, Protocols, "--writable");

        foreach (string injected in new[] { "a%0D%0ADELE%20kept.txt", "a%0ADELETE%20kept.txt", "a%00", "a%0D%0AX-Injected:%20yes" })
        {
            ProcessResult put = await SockeyeProcess.RunAsync(
                "put", local, server.Url(protocol, injected), "--retries", "0");
            Assert.True(put.ExitCode is 2 or 3, $"{injected}: {put}");
        }

        Assert.Equal([folder.At("root/kept.txt")], Directory.EnumerateFileSystemEntries(folder.At("root")));
    }

    private static bool IsForeign(string path) =>
        !Path.GetFileName(path).StartsWith(".sockeye-upload-kept-", StringComparison.Ordinal)
        || Path.GetFileName(path).EndsWith(new string('0', 32), StringComparison.Ordinal);

    private static bool IsName(string name) =>
        !name.Any(char.IsControl) && !name.Contains('\\', StringComparison.Ordinal) && !name.StartsWith("-/", StringComparison.Ordinal);

    private static string Page(string target) =>
        $"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";

    // The log's order is that of the ends: when this one is there, so are all before it.
    private static async Task LastAsync(SharingServer server)
    {
        await HostileWire.ExchangeAsync(server.AddressOf("files"), "GET the-last-one\n");
        await server.Process.OutputAsync("the-last-one.*\n");
    }

    // Not through the links of the root: they lead in circles.
    private static string[] Outside(TemporaryDirectory folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal),
        .. Directory.EnumerateFileSystemEntries(folder.At("home")).Order(StringComparer.Ordinal),
        $"{File.GetLastWriteTimeUtc(folder.At(TraversalCorpus.SecretFile)):O}",
        .. Directory.EnumerateFileSystemEntries("/tmp", "secret*").Order(StringComparer.Ordinal),
    ];

    private static void AssertHarmless(string answer, string name)
    {
        string told = Sockeye.Protocols.Text.PrintableText.Escape(name);
        Assert.False(answer.Contains(TraversalCorpus.Secret, StringComparison.Ordinal), $"{told}: the secret was told");
        Assert.False(answer.Contains("root:x:0", StringComparison.Ordinal), $"{told}: the users of the system were told");
        Assert.False(answer.Contains("PATH=", StringComparison.Ordinal), $"{told}: the environment was told");
    }

    // Exactly one head, and in it no line that came from the name.
    private static void AssertOneAnswer(string answer, string name)
    {
        AssertHarmless(answer, name);
        string told = Sockeye.Protocols.Text.PrintableText.Escape(name) + "\n" + answer;
        Assert.True(StatusLine().Count(answer) == 1, told);
        string head = answer.Split("\r\n\r\n")[0];
        Assert.False(head.Contains($"\n{HostileNames.InjectedHeader}", StringComparison.OrdinalIgnoreCase), told);
        Assert.False(answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), told);
        AssertNoMarkup(answer);
    }

    private static void AssertNoMarkup(string answer)
    {
        bool isPage = answer.Contains("Content-Type: text/html", StringComparison.OrdinalIgnoreCase);
        Assert.False(isPage && Markup().IsMatch(answer), answer);
    }

    private static void AssertLine(string line) => Assert.Matches(LogLine(), line);

    private static void AssertJson(string line)
    {
        JsonElement access = JsonDocument.Parse(line).RootElement;
        bool isIncomplete = access.GetProperty("result").GetString() == "incomplete";
        Assert.Equal(isIncomplete ? 10 : 9, access.EnumerateObject().Count()); // it tells what is missing
        Assert.True(IPEndPoint.TryParse(access.GetProperty("from").GetString()!, out IPEndPoint? from), line);
        Assert.True(IPAddress.IsLoopback(from!.Address), line);
    }

    [GeneratedRegex(@"(?m)^HTTP/1\.1 [2-5]\d\d ")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"<script>alert|<img src=x|</a><b>|href=""javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (files|http|ftp|tftp) 127\.0\.0\.1:\d+ anonymous [a-z]+ "
        + @"""([^""\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\\.)*"" \d+ [a-z-]+ \d+\.\dms( ""([^""\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\\.)*"")?$")]
    private static partial Regex LogLine();
}
