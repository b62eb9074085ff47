using Sockeye.Cli.Commands.Share;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;

namespace Sockeye.Cli.Tests.Commands.Share;

/// <summary>Who may read a share, and who may write, in one option.</summary>
public sealed class ShareAccessTests
{
    [Theory]
    [InlineData("read=open", Rights.ReadOnly, null), InlineData("read=open,write=open", Rights.All, null)]
    [InlineData("read=open,write=login", Rights.ReadOnly, Rights.All), InlineData("write=login,read=open", Rights.ReadOnly, Rights.All)]
    [InlineData("read=login", null, Rights.ReadOnly), InlineData("read=login,write=login", null, Rights.All)]
    [InlineData("write=open", Rights.Write, null), InlineData("write=open,read=login", Rights.Write, Rights.All)]
    [InlineData("read=open,write=none", Rights.ReadOnly, null), InlineData("write=login", null, Rights.Write)]
    public void Everybody_and_who_logs_in_may_what_it_says(string text, Rights? everybody, Rights? login)
    {
        ShareAccess access = ShareAccess.Parse(text)!;

        AccountList accounts = ShareAccounts.Of(access, access.HasLogin ? SharePassword.Create() : null).Current;

        Assert.Equal(everybody, accounts.Anonymous?.Rights.For(null));
        Assert.Equal(login, accounts.Find(SharePassword.User)?.Rights.For(null));
    }

    [Theory]
    [InlineData(""), InlineData("read"), InlineData("read=all"), InlineData("read=open,read=login"), InlineData("list=open")]
    [InlineData("read=open;write=open"), InlineData("read=open,"), InlineData("read==open")]
    public void Anything_else_is_told(string text) => Assert.Null(ShareAccess.Parse(text));

    [Theory]
    [InlineData("share . --access read=open,write=login --writable", "--access says who may do what")]
    [InlineData("share . --access read=all", "'read=all' does not say")]
    [InlineData("share . --only http,gopher", "'gopher' is no service of a share; write some of http,ftp,files,tftp")]
    [InlineData("share . --only http --ftp-port 0", "--ftp-port is the port of ftp, which is not served here")]
    [InlineData("share . --http-port 0 --port 0", "--port and --http-port say the same")]
    [InlineData("share . --only tftp --access read=login", "tftp has neither TLS nor passwords")]
    [InlineData("share . --only tftp --lan --access read=open", "(--access read=open, or --no-password), and outside of this machine it needs --plain")]
    [InlineData("share . --only http --only gopher", "'gopher' is no service of a share")]
    [InlineData("share . --access read=none,write=none", "with 'read=none,write=none' nobody may do anything")]
    [InlineData("share . --cert /nonexist --key x", "--cert and --key are for TLS")]
    [InlineData("share . --lan --address 127.0.0.1", "--lan is every address of this machine")]
    [InlineData("share /etc/hostname --writable", "beside a file that is shared nothing can be put")]
    [InlineData("share /dev/null", "sockeye: cannot share /dev/null: it is neither a directory nor a file")]
    [InlineData("share . --only ftp,http --port 0 --ftp-port 0", "--port and --ftp-port say the same")]
    [InlineData("share . --port 65536", "'65536' is not a number from 0 to 65535")]
    [InlineData("share /nowhere/at/all", "cannot open /nowhere/at/all as the root directory")]
    [InlineData("share . /nowhere/at/all", "cannot share /nowhere/at/all")]
    public async Task What_cannot_be_is_told_before_anything_listens(string line, string told)
    {
        using var host = new FakeHost();

        ExitCode code = await host.RunAsync(line.Split(' '));

        Assert.NotEqual(ExitCode.Done, code);
        Assert.Contains(told, host.Help + host.Error, StringComparison.Ordinal);
        Assert.Equal("", host.Out);
    }
}
