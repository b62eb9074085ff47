using System.Diagnostics;
using System.Xml.Linq;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Tracing;

/// <summary>The pictures of <c>docs/learn.md</c> can be made again, and show what the text says of them.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class PicturesTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task Pictures_of_the_course_show_what_the_text_says()
    {
        Peer.Find(Peer.Strace);
        Peer.Find(Peer.Python);
        using var folder = new TemporaryDirectory();
        var make = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "docs", "pictures", "make"), folder.Path]);
        make.Environment["SOCKEYE"] = SockeyeProcess.Published;
        make.Environment.Remove("HOME"); // who lacks these asks by a socket of its own, and that has a number too
        make.Environment.Remove("SHELL");
        make.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(SockeyeProcess.DotnetHost);
        await using RunningProcess making = RunningProcess.Start(make);

        ProcessResult made = await making.ResultAsync();

        made.AssertExit(0);
        string[] iterative = Words(folder.At("exercise-6.svg")), concurrent = Words(folder.At("exercise-7.svg"));
        Assert.True( // first one, then the other
            IndexOf(iterative, "\"BYE\\n\"") < IndexOf(iterative, "accept()", last: true), string.Join('\n', iterative));
        Assert.True(
            IndexOf(concurrent, "accept()", last: true) < IndexOf(concurrent, "\"BYE\\n\""), string.Join('\n', concurrent));
        Assert.Contains("half-closed: we ended", Words(folder.At("half-close.svg")));
        Assert.Contains(Words(folder.At("tcp.svg")), word => word.StartsWith("waited", StringComparison.Ordinal));
        Assert.Contains("\"both\"", Words(folder.At("udp.svg")));
    }

    // What is written at the calls, from the top down.
    private static string[] Words(string picture) =>
        [.. XElement.Load(picture).Descendants(Svg + "g")
            .Where(group => group.Attribute("data-step") is not null)
            .Elements(Svg + "text").Select(text => text.Value)];

    private static int IndexOf(string[] words, string beginning, bool last = false) => last
        ? Array.FindLastIndex(words, word => word.StartsWith(beginning, StringComparison.Ordinal) && word.Contains("from", StringComparison.Ordinal))
        : Array.FindIndex(words, word => word.StartsWith(beginning, StringComparison.Ordinal));
}
