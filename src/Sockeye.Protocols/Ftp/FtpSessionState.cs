using System.Buffers;
using System.Net;

namespace Sockeye.Protocols.Ftp;

/// <summary>What the commands of one session share.</summary>
internal sealed class FtpSessionState(FtpServerTerms terms)
{
    private readonly ArrayBufferWriter<byte> _replies = new();

    public FtpServerTerms Terms => terms;

    public bool IsSecured { get; set; } = terms.IsImplicitTls;

    /// <summary>PBSZ came, so PROT may (RFC 4217 §9).</summary>
    public bool HasBufferSize { get; set; }

    /// <summary>Data connections use TLS. Under implicit TLS they do from the start.</summary>
    public bool IsDataProtected { get; set; } = terms.IsImplicitTls;

    /// <summary>Who wants to log in; null before USER.</summary>
    public string? User { get; set; }

    public bool IsLoggedIn { get; set; }

    public int FailedLogins { get; set; }

    /// <summary>The working directory, relative to the root.</summary>
    public string Directory { get; set; } = "";

    public bool IsText { get; set; } = true; // RFC 959 §5.1: TYPE A is the default

    public long RestartAt { get; set; }

    /// <summary>The first byte of RANG and the one after its last; null without.</summary>
    public (long Start, long End)? Range { get; set; }

    /// <summary>What ALLO says of the next upload, in bytes; null without.</summary>
    public long? Announced { get; set; }

    public string? RenameFrom { get; set; }

    public FtpFacts Facts { get; set; } = FtpFacts.All;

    public FtpHashAlgorithm Algorithm { get; set; }

    /// <summary>After EPSV ALL no other way to a data connection is taken (RFC 2428 §4).</summary>
    public bool OnlyExtendedPassive { get; set; }

    /// <summary>How the next data connection comes about; null: nobody has said.</summary>
    public FtpDataWay? DataWay { get; set; }

    /// <summary>The session ends when the replies are sent.</summary>
    public bool IsOver { get; set; }

    /// <summary>How many final replies were given.</summary>
    public long FinalReplies { get; private set; }

    public FtpAction? Reply(int code, string text) => Reply(new FtpReply(code, text));

    public FtpAction? Reply(FtpReply reply)
    {
        if (!reply.IsPreliminary)
            FinalReplies++;
        reply.WriteTo(_replies);
        return null;
    }

    public bool TryTakeReplies(IBufferWriter<byte> output)
    {
        if (_replies.WrittenCount == 0)
            return false;

        output.Write(_replies.WrittenSpan);
        _replies.ResetWrittenCount();
        return true;
    }

    /// <summary>Nobody is logged in any more; TLS stays.</summary>
    public void Reset()
    {
        (User, IsLoggedIn, Directory, IsText) = (null, false, "", true);
        (RestartAt, Range, Announced, RenameFrom, DataWay) = (0, null, null, null, null);
        (Facts, Algorithm, OnlyExtendedPassive) = (FtpFacts.All, FtpHashAlgorithm.Sha256, false);
    }
}

/// <summary>How a data connection comes about.</summary>
/// <param name="Address">Whom to connect to; null: the peer connects to us.</param>
internal sealed record FtpDataWay(IPEndPoint? Address);
