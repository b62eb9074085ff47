using Sockeye.Cli.Commands.Share;

namespace Sockeye.Cli.Tests.Commands.Share;

public sealed class ShareInvitationTests
{
    private static readonly CertificateMarks Marks = new("sha256:ab", "KEY=", "01:02");

    [Theory]
    [InlineData("http", "curl -O http://127.0.0.1:80/a%20b")]
    [InlineData("http", "wget http://127.0.0.1:80/a%20b")]
    [InlineData("ftp", "lftp -p 80 -e 'set ftp:ssl-allow no; get \"a b\"' 127.0.0.1")]
    [InlineData("tftp", "tftp -m binary 127.0.0.1 80 -c get 'a b'")]
    [InlineData("tcp", "sockeye get tcp://127.0.0.1:80/a%20b")]
    public void Here_it_is_a_plain_line(string scheme, string command) => Assert.Contains(
        command, new ShareInvitation("127.0.0.1", null, null, null, Into: null, "a b").CommandsFor(scheme, 80).Select(line => line.Command));

    [Theory]
    [InlineData("https", "curl -O -k --pinnedpubkey sha256//KEY= -u share https://host:1/f")]
    [InlineData("https", "wget --no-check-certificate --pinnedpubkey=sha256//KEY= --user=share --ask-password https://host:1/f")]
    [InlineData("https", "curl -T FILE -k --pinnedpubkey sha256//KEY= -u share https://host:1/")]
    [InlineData("ftpes", "lftp -u share -p 1 -e 'set ssl:verify-certificate/01:02 no; set ftp:ssl-force yes; mirror -R DIR' host")]
    [InlineData("tls", "sockeye get --pin sha256:ab -u share tls://host:1/f")]
    public void Outside_each_client_is_told_which_certificate_is_ours(string scheme, string command) => Assert.Contains(
        command, new ShareInvitation("host", "share", "share", Marks, Into: "", "f").CommandsFor(scheme, 1).Select(line => line.Command));

    [Theory]
    [InlineData("http", "curl -T FILE http://host:1/b%20c/")]
    [InlineData("ftp", "lftp -p 1 -e 'set ftp:ssl-allow no; cd \"b c/\"; mirror -R DIR' host")]
    [InlineData("tftp", "tftp -m binary host 1 -c put FILE 'b c/FILE'")]
    [InlineData("tcp", "sockeye put FILE tcp://host:1/b%20c/")]
    public void Files_are_put_where_they_may_be(string scheme, string command) => Assert.Contains(
        command, new ShareInvitation("host", null, null, null, Into: "b c/", "f").CommandsFor(scheme, 1).Select(line => line.Command));

    [Theory]
    [InlineData("http"), InlineData("ftp"), InlineData("tftp"), InlineData("tcp")]
    public void Where_nobody_may_read_there_is_only_how_to_put(string scheme)
    {
        var invitation = new ShareInvitation("host", null, null, null, Into: "", null);

        Assert.DoesNotContain("get", Assert.Single(invitation.CommandsFor(scheme, 1)).Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Tftp_has_no_login_so_who_must_log_in_puts_nothing_by_it() => Assert.DoesNotContain(
        new ShareInvitation("host", null, "share", null, Into: "", "f").CommandsFor("tftp", 1), line => line.Client == "put");

    [Theory]
    [InlineData("$(touch x)`touch x`"), InlineData("it's"), InlineData("a\"b\\c"), InlineData("!!; touch x")]
    public void Name_reaches_the_client_and_not_the_shell(string name)
    {
        var invitation = new ShareInvitation("host", null, null, null, Into: null, name);

        string lftp = "set ftp:ssl-allow no; get \"" + name.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
        Assert.Equal(["lftp", "-p", "1", "-e", lftp, "host"], Words(invitation.CommandsFor("ftp", 1).Single().Command));
        Assert.Contains(name, Words(invitation.CommandsFor("tftp", 1).First().Command));
        Assert.Equal(["curl", "-O", $"http://host:1/{Uri.EscapeDataString(name)}"], Words(invitation.CommandsFor("http", 1).First().Command));
    }

    [Theory]
    [InlineData(null, false), InlineData("127.0.0.1", false), InlineData("::1", false), InlineData("localhost", false)]
    [InlineData("*", true), InlineData("192.0.2.1", true), InlineData("somewhere", true)]
    public void Outside_is_whatever_is_not_loopback(string? host, bool isOutside)
    {
        var settings = new ShareSettings(host, IsPlain: false, Access: null, Downloads: null, Time: null);

        Assert.Equal((isOutside, isOutside), (settings.IsOutside, settings.IsSecured));
        Assert.False((settings with { IsPlain = true }).IsSecured);
    }

    [Theory]
    [InlineData(true, true), InlineData(false, false)]
    public void Tftp_is_there_only_where_it_may_be(bool hasTftp, bool isThere) => Assert.Equal(
        isThere, ShareService.For(isSecured: false, hasTftp).Any(service => service.Service == "tftp"));

    [Fact]
    public void Password_is_another_each_time_and_can_be_typed()
    {
        string one = SharePassword.Create().Text;

        Assert.NotEqual(one, SharePassword.Create().Text);
        Assert.Matches("^[a-z2-9]{16}$", one);
    }

    [Fact]
    public void Qr_code_is_square()
    {
        string[] lines = QrText.Of("http://127.0.0.1:8080/").TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.InRange(lines.Length, lines[0].Length / 2, (lines[0].Length / 2) + 1);
    }

    // What a shell takes the line for.
    private static string[] Words(string command)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", "printf '%s\\n' " + command },
            RedirectStandardOutput = true,
        })!;
        return shell.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
    }
}
