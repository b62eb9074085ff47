using FsCheck;
using FsCheck.Fluent;
using Sockeye.Tracing.Strace;

namespace Sockeye.Tracing.Tests.Strace;

public sealed class StraceLineParserTests
{
    [Fact]
    public void Whole_call_has_arguments_result_and_duration()
    {
        StraceLine line = Parse("""1685<python3> 1795203268.019301 sendto(3<TCP:[127.0.0.1:37374->127.0.0.1:80]>, "hi)", 3, 0, NULL, 0) = 3 <0.000197>""");

        Assert.Equal((StraceLineKind.Call, 1685, "python3", "sendto"), (line.Kind, line.Thread, line.Program, line.Name));
        Assert.Equal("3<TCP:[127.0.0.1:37374->127.0.0.1:80]>, \"hi)\", 3, 0, NULL, 0", line.Arguments);
        Assert.Equal(("3", TimeSpan.FromMicroseconds(197)), (line.Result, line.Duration));
        Assert.Equal(new TimeSpan(17952032680193010), line.Time);
    }

    [Theory]
    [InlineData("7 1.5 recvfrom(3<TCP:[1]>,  <unfinished ...>", StraceLineKind.Begin, "recvfrom", "3<TCP:[1]>, ", "")]
    [InlineData("7 1.5 accept4(3<TCP:[1]>, <detached ...>", StraceLineKind.Begin, "accept4", "3<TCP:[1]>,", "")]
    [InlineData("7 1.5 <... recvfrom resumed>\"x\", 1) = 1 <0.1>", StraceLineKind.End, "recvfrom", "\"x\", 1", "1")]
    [InlineData("7 1.5 close(3<TCP:[1]>)                = 0", StraceLineKind.Call, "close", "3<TCP:[1]>", "0")]
    [InlineData("7 1.5 exit_group(0)  = ?", StraceLineKind.Call, "exit_group", "0", "?")]
    [InlineData("7 1.5 open(\"a\\\")(\", 0) = -1 ENOENT (No such file or directory)", StraceLineKind.Call, "open", "\"a\\\")(\", 0", "-1 ENOENT (No such file or directory)")]
    [InlineData("[pid  7] 1.5 listen(3<TCP:[1]>, 5) = 0", StraceLineKind.Call, "listen", "3<TCP:[1]>, 5", "0")]
    [InlineData("7<a> b 1.> 1.5 listen(3, 5) = 0", StraceLineKind.Call, "listen", "3, 5", "0")] // a program may be called so
    public void Forms_are_told_apart(string text, object kind, string name, string arguments, string result)
    {
        StraceLine line = Parse(text);

        Assert.Equal((kind, name, arguments, result), (line.Kind, line.Name, line.Arguments, line.Result));
    }

    [Theory]
    [InlineData("7 1.5 --- SIGALRM {si_signo=SIGALRM} ---", StraceLineKind.Signal)]
    [InlineData("7 1.5 +++ exited with 0 +++", StraceLineKind.Exit)]
    [InlineData("7 1.5 +++ killed by SIGKILL (core dumped) +++", StraceLineKind.Exit)]
    public void Signals_and_ends_are_no_calls(string text, object kind) => Assert.Equal(kind, Parse(text).Kind);

    [Theory]
    [InlineData(""), InlineData("hello"), InlineData("7 1.5 "), InlineData("7 1.5 close(3"), InlineData("7 1.5 close(3) ="), InlineData("99999999999 1.5 close(3) = 0")]
    public void What_is_no_line_of_strace_is_refused(string text) => Assert.Null(StraceLineParser.Parse(text));

    [Fact]
    public void Any_text_is_read_or_refused_but_never_throws() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            StraceLineParser.Parse($"7 1.5 recvfrom({text}");
            StraceSyntax.Split(text ?? "");
            StraceSyntax.Bytes($"\"{text}");
            return true;
        }).QuickCheckThrowOnFailure();

    private static StraceLine Parse(string text) => StraceLineParser.Parse(text) ?? throw new InvalidOperationException(text);
}
