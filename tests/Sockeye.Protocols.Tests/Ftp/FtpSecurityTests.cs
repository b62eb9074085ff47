using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

/// <summary>TLS as a session sees it (RFC 4217).</summary>
public sealed class FtpSecurityTests
{
    private static readonly FtpServerTerms Offered = new() { Protection = FtpProtection.Offered };
    private static readonly FtpServerTerms Everything = new() { Protection = FtpProtection.Everything };

    [Fact]
    public void AUTH_TLS_logs_out_and_wants_a_handshake()
    {
        FtpScript script = FtpScript.LoggedIn(Offered);

        Assert.StartsWith("234 ", script.Say("AUTH TLS"));

        Assert.Equal(FtpActionKind.Secure, script.Action!.Kind);
        Assert.StartsWith("530 ", script.Say("PWD"));
        Assert.StartsWith("503 ", script.Say("AUTH TLS"));
    }

    [Theory]
    [InlineData("TLS", false), InlineData("TLS-C", false), InlineData("SSL", true), InlineData("tls-p", true)]
    public void Older_names_protect_the_data_as_well(string mechanism, bool isProtected)
    {
        var script = new FtpScript(Offered);
        script.Say("AUTH " + mechanism);

        Assert.Equal(isProtected, script.Say("STAT").Contains("data connections over TLS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PROT P", "200 "), InlineData("PROT C", "200 "), InlineData("PROT S", "536 ")]
    [InlineData("PROT E", "536 "), InlineData("PROT X", "504 ")]
    public void Levels_of_protection(string line, string reply)
    {
        var script = new FtpScript(Offered);
        script.Say("AUTH TLS");
        Assert.StartsWith("503 ", script.Say(line));
        Assert.StartsWith("200 ", script.Say("PBSZ 0"));
        Assert.StartsWith(reply, script.Say(line));
    }

    [Fact]
    public void Passwords_are_only_taken_over_TLS()
    {
        var script = new FtpScript(new FtpServerTerms { Protection = FtpProtection.Passwords });

        Assert.StartsWith("530 ", script.Say("USER bob"));
        Assert.StartsWith("503 ", script.Say("PASS secret"));
        Assert.StartsWith("331 ", script.Say("USER anonymous"));
        script.Say("AUTH TLS");
        Assert.StartsWith("331 ", script.Say("USER bob"));
    }

    [Fact]
    public void Where_everything_is_protected_data_is_too()
    {
        var script = new FtpScript(Everything);
        Assert.StartsWith("530 ", script.Say("USER anonymous"));
        script.Say("AUTH TLS");
        script.Say("USER bob");
        script.Say("PASS x");
        script.Session.OnDone();
        script.Say("EPSV");
        script.Session.OnListening(50_000);
        script.Replies();

        Assert.StartsWith("521 ", script.Say("RETR f"));
        script.Say("PBSZ 0");
        Assert.StartsWith("534 ", script.Say("PROT C"));
        script.Say("PROT P");
        script.Say("RETR f");
        Assert.True(script.Action!.IsProtected);
    }

    [Fact]
    public void Implicit_TLS_protects_everything_from_the_start()
    {
        FtpScript script = FtpScript.LoggedIn(Everything with { IsImplicitTls = true });
        Assert.StartsWith("503 ", script.Say("AUTH TLS"));
        script.Say("EPSV");
        script.Session.OnListening(50_000);
        script.Say("LIST");
        Assert.True(script.Action!.IsProtected);
    }
}
