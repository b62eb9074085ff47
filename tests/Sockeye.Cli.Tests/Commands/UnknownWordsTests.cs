using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Tests.Commands;

/// <summary>A mistyped option or command is an error that names it; it is never a file, a host or a text.</summary>
public sealed class UnknownWordsTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("ping --quiet=nosuch.invalid 127.0.0.1", "--quiet takes no value, and 'nosuch.invalid' is one")]
    [InlineData("share --writable=no", "--writable takes no value, and 'no' is one")]
    [InlineData("resolve --json=yes localhost", "--json takes no value")]
    [InlineData("--help=1", "--help takes no value")]
    [InlineData("ping -q=1 127.0.0.1", "-q takes no value")]
    [InlineData("get --output= http://h/a http://h/b", "--output needs a value")]
    [InlineData("share --access-log= d", "--access-log needs a value")]
    [InlineData("trace --only= -- true", "--only needs a value")]
    [InlineData("get --trace-file a.txt --trace-file b.txt http://h/x", "--trace-file stands there more than once")]
    [InlineData("trace --only inet --only unix -- true", "--only stands there more than once")]
    [InlineData("ping --socket 1 --socket 2 127.0.0.1", "--socket stands there more than once")]
    [InlineData("serve ftp --ftp-tls 99", "'99' says not what TLS is for; write none, offered, passwords or everything")]
    [InlineData("serve ftp --ftp-tls bla", "'bla' says not what TLS is for")]
    [InlineData("-- get", "there is no command 'get'; it stands before --")]
    [InlineData("--json --version", "--version stands alone")]
    [InlineData("send tcp://127.0.0.1:1 --lin", "send has no option '--lin'; is it --line?")]
    [InlineData("share --wirtable", "share has no option '--wirtable'; is it --writable?")]
    [InlineData("share --hiden", "share has no option '--hiden'; is it --hidden?")]
    [InlineData("get http://h/x --trace-fiel x", "get has no option '--trace-fiel' (")]
    [InlineData("trace --trace-fiel x ls", "trace has no option '--trace-fiel'; is it --trace-file?")]
    [InlineData("help get foo", "get has no command 'foo'")]
    [InlineData("help user bogus", "user has no command 'bogus'")]
    [InlineData("share docs --writ", "share has no option '--writ'; is it --writable?")]
    [InlineData("share docs -writable", "share has no option '-writable'; is it --writable?")]
    [InlineData("share --Writable=yes", "share has no option '--Writable'; is it --writable?")]
    [InlineData("get tcp://127.0.0.1:1/x -x", "get has no option '-x' (")]
    [InlineData("get -U tcp://127.0.0.1:1/x", "get has no option '-U'; is it -u?")]
    [InlineData("get tcp://127.0.0.1:1/x -o --no-verfiy", "get has no option '--no-verfiy'; is it --no-verify?")]
    [InlineData("ping -f", "ping has no option '-f'")]
    [InlineData("ping 127.0.0.1 -5", "ping has no option '-5'")]
    [InlineData("ping --cuont 3 127.0.0.1", "ping has no option '--cuont'; is it --count?")]
    [InlineData("resolve --no-revers localhost", "resolve has no option '--no-revers'; is it --no-reverse?")]
    [InlineData("probe --wait-closd 1s tcp://127.0.0.1:1", "probe has no option '--wait-closd'; is it --wait-closed?")]
    [InlineData("serve --rot docs http", "serve has no option '--rot'; is it --root?")]
    [InlineData("send tcp://127.0.0.1:1 --lien", "send has no option '--lien'; is it --line?")]
    [InlineData("send tcp://127.0.0.1:1 -hello", "send has no option '-hello'")]
    [InlineData("talk --lsten", "talk has no option '--lsten'; is it --listen?")]
    [InlineData("shell --tutorail", "shell has no option '--tutorail'; is it --tutorial?")]
    [InlineData("lab --prot 1", "lab has no option '--prot'; is it --port?")]
    [InlineData("rm -rx tcp://127.0.0.1:1/x", "rm has no option '-rx'")]
    [InlineData("user add file name --rihgts /=r", "user add has no option '--rihgts'; is it --rights?")]
    [InlineData("user ad file name", "user has no command 'ad'; is it add?")]
    [InlineData("trace --formt svg -- curl -s", "trace has no option '--formt'; is it --format?")]
    [InlineData("trace curl --silent", "trace has no option '--silent'")]
    [InlineData("gett tcp://127.0.0.1:1/x", "there is no command 'gett'; is it get?")]
    [InlineData("gett --help", "there is no command 'gett'; is it get?")]
    [InlineData("help shrae", "there is no command 'shrae'; is it share?")]
    [InlineData("share --wirtable --help", "share has no option '--wirtable'; is it --writable?")]
    [InlineData("resolv localhost", "there is no command 'resolv'; is it resolve?")]
    [InlineData("nonsense", "there is no command 'nonsense'")]
    [InlineData("--josn", "sockeye has no option '--josn'; is it --json?")]
    [InlineData("--josn get tcp://127.0.0.1:1/x", "get has no option '--josn'; is it --json?")]
    public async Task Unknown_word_is_told_with_the_nearest_right_one(string line, string told)
    {
        ExitCode code = await _host.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("sockeye: " + told, _host.Help, StringComparison.Ordinal);
        Assert.Equal(2, _host.Help.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, _host.Contexts);
    }

    [Theory]
    [InlineData("share -- --wirtable"), InlineData("trace -- curl -s --silent"), InlineData("trace --events 5 -- curl -s")]
    [InlineData("get tcp://127.0.0.1:1/x -o -"), InlineData("get tcp://127.0.0.1:1/x --output=--odd"), InlineData("rm -rv tcp://h/x")]
    [InlineData("get tcp://127.0.0.1:1/x -o -x"), InlineData("send tcp://127.0.0.1:1 -- -hello"), InlineData("ls -vR tcp://h/")]
    public void What_is_known_or_stands_behind_two_dashes_is_taken(string line)
    {
        SockeyeCommand.Parse(line.Split(' '), _host, out string? flaw);

        Assert.Null(flaw);
    }

    public void Dispose() => _host.Dispose();
}
