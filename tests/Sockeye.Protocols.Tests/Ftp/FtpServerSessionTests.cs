using System.Net;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpServerSessionTests
{
    [Fact]
    public void It_greets() => Assert.StartsWith("220 ", new FtpScript().Greeting);

    [Theory]
    [InlineData("NOOP", "200 "), InlineData("SYST", "215 UNIX Type: L8"), InlineData("HELP", "214-")]
    [InlineData("FEAT", "211-")]
    [InlineData("OPTS UTF8 ON", "200 "), InlineData("OPTS utf8 off", "504 "), InlineData("OPTS HASH", "200 SHA-256")]
    [InlineData("OPTS HASH CRC32", "200 CRC32")]
    [InlineData("OPTS HASH MD5", "504 "), InlineData("OPTS MLST size;type;", "200 MLST OPTS type;size;")]
    [InlineData("OPTS X", "501 "), InlineData("CLNT x", "200 ")]
    [InlineData("ACCT x", "202 "), InlineData("AUTH TLS", "502 "), InlineData("PBSZ 0", "503 ")]
    [InlineData("PROT P", "503 "), InlineData("CCC", "533 ")]
    [InlineData("TYPE I", "200 "), InlineData("TYPE A", "200 "), InlineData("TYPE A N", "200 ")]
    [InlineData("TYPE L 8", "200 "), InlineData("TYPE E", "504 ")]
    [InlineData("TYPE A T", "504 "), InlineData("MODE S", "200 "), InlineData("MODE Z", "504 ")]
    [InlineData("STRU F", "200 "), InlineData("STRU R", "504 ")]
    [InlineData("ALLO 5 R 1", "200 "), InlineData("ALLO x", "501 "), InlineData("REST 5", "350 "), InlineData("REST -5", "501 ")]
    [InlineData("REST 99999999999999999999", "501 "), InlineData("RANG 0 9", "350 ")]
    [InlineData("RANG 1 0", "350 "), InlineData("RANG x", "501 "), InlineData("PWD", "257 \"/\"")]
    [InlineData("XPWD", "257 \"/\""), InlineData("SMNT x", "502 ")]
    [InlineData("RETR x", "425 "), InlineData("STOR x", "425 "), InlineData("LIST", "425 ")]
    [InlineData("RNTO x", "503 "), InlineData("SIZE x", "550 ")]
    [InlineData("SITE CHMOD 644 x", "502 "), InlineData("SITE HELP", "214 "), InlineData("SITE X", "504 ")]
    [InlineData("SITE UTIME x", "501 "), InlineData("MFMT 2020 x", "501 ")]
    [InlineData("STAT", "211-"), InlineData("ABOR", "226 "), InlineData("NONSENSE", "500 ")]
    [InlineData("XSHA256 x", "500 "), InlineData("RETR", "501 ")]
    [InlineData("EPSV 2", "522 "), InlineData("EPSV ALL", "200 "), InlineData("REIN", "220 ")]
    [InlineData("QUIT", "221 "), InlineData("PASS again", "202 ")]
    [InlineData("PORT 192,0,2,7,4,0", "200 "), InlineData("PORT 192,0,2,7,3,255", "504 ")]
    [InlineData("PORT 192,0,2,8,4,0", "504 "), InlineData("PORT x", "501 ")]
    [InlineData("EPRT |1|192.0.2.7|1024|", "200 "), InlineData("EPRT |1|192.0.2.7|21|", "504 ")]
    [InlineData("EPRT |1|192.0.2.9|2121|", "504 "), InlineData("EPRT |3|x|2121|", "522 ")]
    public void Commands_answered_at_once(string line, string reply) =>
        Assert.StartsWith(reply, FtpScript.LoggedIn().Say(line));

    [Theory]
    [InlineData("CWD d", FtpActionKind.EnterDirectory, "d"), InlineData("XCWD d", FtpActionKind.EnterDirectory, "d")]
    [InlineData("CDUP", FtpActionKind.EnterDirectory, "")]
    [InlineData("MKD d", FtpActionKind.CreateDirectory, "d"), InlineData("RMD /d/", FtpActionKind.RemoveDirectory, "d")]
    [InlineData("DELE ../f", FtpActionKind.Delete, "f")]
    [InlineData("RNFR f", FtpActionKind.CheckRename, "f"), InlineData("MDTM f", FtpActionKind.TellModified, "f")]
    [InlineData("MLST", FtpActionKind.TellEntry, "")]
    [InlineData("MFMT 20200101000000 a b", FtpActionKind.SetModified, "a b")]
    [InlineData("SITE UTIME 202001010000 f", FtpActionKind.SetModified, "f")]
    [InlineData("SITE UTIME a b 20200101000000 20200101000000 20200101000000 UTC", FtpActionKind.SetModified, "a b")]
    [InlineData("HASH f", FtpActionKind.Sum, "f"), InlineData("STAT f", FtpActionKind.TellEntries, "f")]
    [InlineData("PASV", FtpActionKind.Listen, ""), InlineData("EPSV 1", FtpActionKind.Listen, "")]
    public void Commands_that_want_something(string line, FtpActionKind kind, string path)
    {
        FtpScript script = FtpScript.LoggedIn();

        Assert.Equal("", script.Say(line));

        Assert.Equal((kind, path), (script.Action!.Kind, script.Action.Path));
    }

    [Theory]
    [InlineData("PWD"), InlineData("LIST"), InlineData("RETR x"), InlineData("PASV"), InlineData("EPRT x")]
    [InlineData("TYPE I"), InlineData("STAT x"), InlineData("SITE HELP")]
    public void Nothing_of_the_folder_without_a_login(string line) =>
        Assert.StartsWith("530 ", new FtpScript().Say(line));

    [Fact]
    public void A_wrong_user_and_a_wrong_password_look_the_same()
    {
        var script = new FtpScript();
        string known = script.Say("USER bob");
        Assert.Equal(known, script.Say("USER nobody"));

        script.Say("PASS x");
        script.Session.OnRefused(FtpRefusal.WrongLogin);
        Assert.Equal("530 User or password are wrong.\r\n", script.Replies());
    }

    [Fact]
    public void Three_failed_logins_end_the_session()
    {
        var script = new FtpScript();
        for (int attempt = 1; attempt <= FtpLimits.MaxFailedLogins; attempt++)
        {
            Assert.False(script.Session.IsOver);
            script.Say("USER bob");
            script.Say("PASS x");
            script.Session.OnRefused(FtpRefusal.WrongLogin);
        }

        Assert.StartsWith("421 ", script.Replies()[^"421 Too many failed logins.\r\n".Length..]);
        Assert.True(script.Session.IsOver);
    }

    [Fact]
    public void Twenty_lines_of_garbage_end_the_session()
    {
        var script = new FtpScript();
        for (int line = 1; line < FtpLimits.MaxUnknownCommands; line++)
            Assert.StartsWith("500 ", script.Say("GET / HTTP/1.1"));

        Assert.StartsWith("421 ", script.Say("Host: x"));
        Assert.True(script.Session.IsOver);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1"), InlineData("post /x HTTP/1.0")]
    public void What_a_page_makes_a_browser_send_ends_the_session(string line)
    {
        var script = new FtpScript();

        Assert.StartsWith("421 ", script.Say(line));
        Assert.True(script.Session.IsOver);
    }

    [Fact]
    public void Another_user_is_another_session()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("CWD d");
        script.Session.OnDone();

        script.Say("USER eve");

        Assert.Equal(FtpActionKind.LogOut, script.Action!.Kind);
        Assert.StartsWith("530 ", script.Say("PWD"));
    }

    [Fact]
    public void A_directory_is_entered_when_it_is_one()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("CWD d");
        script.Session.OnDone();
        script.Say("CWD no");
        script.Session.OnRefused(FtpRefusal.NotFound);
        script.Replies();

        Assert.StartsWith("257 \"/d\"", script.Say("PWD"));
        script.Say("RETR x");
        Assert.Null(script.Action); // no data connection
        script.Say("DELE x");
        Assert.Equal("d/x", script.Action!.Path);
    }

    [Fact]
    public void A_name_is_changed_in_two_steps()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("RNFR a");
        script.Session.OnDone();
        Assert.StartsWith("350 ", script.Replies());

        script.Say("RNTO b");

        Assert.Equal((FtpActionKind.Rename, "a", "b"), (script.Action!.Kind, script.Action.Path, script.Action.Target));
    }

    [Fact]
    public void Another_command_forgets_what_was_to_be_renamed()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("RNFR a");
        script.Session.OnDone();
        script.Say("PWD");

        Assert.StartsWith("503 ", script.Say("RNTO b"));
    }

    [Fact]
    public void An_offset_is_for_one_transfer()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("REST 7");
        script.Say("RETR f");
        Assert.Equal(7, script.Action!.Offset);
        script.Session.OnDone();

        script.Say("EPSV");
        script.Session.OnListening(50_001);
        script.Say("RETR f");

        Assert.Equal(0, script.Action!.Offset);
    }

    [Fact]
    public void An_offset_is_forgotten_when_something_else_is_done()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("REST 7");
        script.Say("PWD");

        script.Say("STOR f");

        Assert.Equal(0, script.Action!.Offset);
    }

    [Fact]
    public void A_range_is_for_HASH_or_RETR()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RANG 2 5");
        script.Say("HASH f");
        Assert.Equal((2L, 4L), (script.Action!.Offset, script.Action.Length!.Value));
        script.Session.OnSum("abc", 4);
        Assert.Equal("213 SHA-256 2-5 abc f", script.Replies().Split("\r\n")[^2]);

        script.Say("RANG 2 5");
        Assert.StartsWith("504 ", script.Say("STOR f"));
    }

    [Theory]
    [InlineData("REST 1", "RETR f"), InlineData("REST 1", "STOR f"), InlineData("RANG 1 2", "RETR f")]
    public void Parts_of_a_text_are_refused(string before, string line)
    {
        FtpScript script = FtpScript.Ready();
        script.Say("TYPE A");
        script.Say(before);

        Assert.StartsWith("504 ", script.Say(line));
    }

    [Fact]
    public void A_transfer_has_two_replies_and_one_of_them_is_final()
    {
        FtpScript script = FtpScript.Ready();
        long before = script.Session.FinalReplies;
        script.Say("RETR f");
        script.Session.OnBegun();
        script.Session.OnDone();

        Assert.Equal("150 Opening the data connection.\r\n226 The transfer is complete.\r\n", script.Replies());
        Assert.Equal(before + 1, script.Session.FinalReplies);
    }

    [Fact]
    public void ABOR_is_answered_after_the_transfer()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");
        script.Session.OnBegun();
        script.Replies();

        Assert.Equal("", script.Say("ABOR"));
        Assert.Equal(FtpActionKind.Abort, script.Action!.Kind);
        script.Session.OnRefused(FtpRefusal.Aborted);

        Assert.Equal("426 The transfer was broken off.\r\n226 Broken off.\r\n", script.Replies());
    }

    [Fact]
    public void ABOR_that_comes_too_late_lets_the_transfer_be()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");
        script.Say("ABOR");
        script.Session.OnDone();

        Assert.Equal("226 The transfer is complete.\r\n226 Broken off.\r\n", script.Replies());
    }

    [Fact]
    public void STAT_tells_how_far_a_transfer_is()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");
        script.Session.Moved = 4711;

        Assert.Contains("4711", script.Say("STAT"));
    }

    [Fact]
    public void Other_commands_wait_for_the_end_of_a_transfer()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");

        Assert.False(script.Session.MayTake(FtpCommand.Parse("PWD")));
        Assert.False(script.Session.MayTake(FtpCommand.Parse("STAT f")));
        Assert.Throws<LocalProtocolException>(() => script.Say("PWD"));
    }

    [Fact]
    public void QUIT_waits_for_the_end_of_a_transfer()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");
        Assert.Equal("", script.Say("QUIT"));
        Assert.False(script.Session.IsOver);

        script.Session.OnDone();

        Assert.Equal("226 The transfer is complete.\r\n221 Goodbye.\r\n", script.Replies());
        Assert.True(script.Session.IsOver);
    }

    [Fact]
    public void A_data_connection_is_for_one_transfer()
    {
        FtpScript script = FtpScript.Ready();
        script.Say("RETR f");
        script.Session.OnDone();
        script.Replies();

        Assert.StartsWith("425 ", script.Say("RETR f"));
    }

    [Theory]
    [InlineData("LIST -a", ""), InlineData("LIST -la d", "d"), InlineData("NLST -CF", ""), InlineData("MLSD d", "d")]
    public void Flags_of_ls_are_ignored(string line, string path)
    {
        FtpScript script = FtpScript.Ready();
        script.Say(line);
        Assert.Equal((FtpActionKind.List, path), (script.Action!.Kind, script.Action.Path));
    }

    [Fact]
    public void PASV_tells_the_public_address()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("PASV");
        script.Session.OnListening(50_069);
        Assert.Equal("227 Entering Passive Mode (192,0,2,1,195,149).\r\n", script.Replies());
    }

    [Fact]
    public void PASV_needs_an_IPv4_address() =>
        Assert.StartsWith("425 ", FtpScript.LoggedIn(new FtpServerTerms { Peer = IPAddress.IPv6Loopback }).Say("PASV"));

    [Fact]
    public void After_EPSV_ALL_there_is_no_other_way()
    {
        FtpScript script = FtpScript.LoggedIn();
        script.Say("EPSV ALL");

        Assert.StartsWith("503 ", script.Say("PASV"));
        Assert.StartsWith("503 ", script.Say("PORT 192,0,2,7,4,0"));
        Assert.StartsWith("503 ", script.Say("EPRT |1|192.0.2.7|1024|"));
    }

    [Fact]
    public void FEAT_claims_nothing_that_is_not_there()
    {
        FtpScript script = FtpScript.LoggedIn(new FtpServerTerms { Protection = FtpProtection.Offered });
        string[] features = script.Say("FEAT").Split("\r\n")[1..^2];

        foreach (string feature in features.Select(line => line.Trim().Split(' ')[0]))
        {
            if (feature is "UTF8" or "TVFS") // no commands, but how names are
                continue;

            FtpScript other = FtpScript.LoggedIn(new FtpServerTerms { Protection = FtpProtection.Offered });
            Assert.DoesNotContain("500 ", other.Say(feature + " x"));
        }

        Assert.Contains(" AUTH TLS", features);
        Assert.DoesNotContain("AUTH", new FtpScript().Say("FEAT"));
    }

    [Fact]
    public void HELP_names_every_command() =>
        Assert.All(
            Enum.GetValues<FtpVerb>().Where(verb => verb > FtpVerb.Post && verb != FtpVerb.Xsha256),
            verb => Assert.Contains(FtpCommand.NameOf(verb), new FtpScript().Say("HELP")));

    [Fact]
    public void A_session_that_is_over_takes_nothing()
    {
        var script = new FtpScript();
        script.Say("QUIT");
        Assert.Throws<LocalProtocolException>(() => script.Say("NOOP"));
    }
}
