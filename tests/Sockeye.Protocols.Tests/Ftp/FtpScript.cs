using System.Buffers;
using System.Net;
using System.Text;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

/// <summary>A session of a server, driven by hand: lines in, replies and wanted actions out.</summary>
internal sealed class FtpScript
{
    public static readonly IPAddress Peer = IPAddress.Parse("192.0.2.7");

    public FtpScript(FtpServerTerms? terms = null)
    {
        Session = new FtpServerSession(
            terms ?? new FtpServerTerms { Peer = Peer, PassiveAddress = IPAddress.Parse("192.0.2.1") });
        Greeting = Replies();
    }

    public FtpServerSession Session { get; }

    public string Greeting { get; }

    /// <summary>What the last command wanted.</summary>
    public FtpAction? Action { get; private set; }

    public static FtpScript LoggedIn(FtpServerTerms? terms = null)
    {
        var script = new FtpScript(terms);
        script.Say("USER bob");
        script.Say("PASS secret");
        script.Session.OnDone();
        script.Replies();
        return script;
    }

    /// <summary>One whose next transfer has a data connection, in TYPE I.</summary>
    public static FtpScript Ready()
    {
        FtpScript script = LoggedIn();
        script.Say("TYPE I");
        script.Say("EPSV");
        script.Session.OnListening(50_000);
        script.Replies();
        return script;
    }

    /// <summary>Gives it a command, and takes the replies that it has at once.</summary>
    public string Say(string line)
    {
        Action = Session.OnCommand(FtpCommand.Parse(line));
        return Replies();
    }

    public string Replies()
    {
        var output = new ArrayBufferWriter<byte>();
        Session.TryTakeReplies(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
