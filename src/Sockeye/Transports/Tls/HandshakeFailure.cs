using System.Security.Authentication;

namespace Sockeye.Transports.Tls;

/// <summary>Why a TLS handshake failed, in words for people.</summary>
public static class HandshakeFailure
{
    private const string Alert = " alert ";

    /// <summary>What is said of a peer that left.</summary>
    public const string PeerLeft = "the peer closed the connection before it was done";

    /// <summary>What is told of a failure of <see cref="System.Net.Security.SslStream"/>.</summary>
    /// <remarks>
    /// The outer exceptions only say that there is an inner one. The innermost has the line of OpenSSL, for example
    /// <c>error:0A000418:SSL routines::tlsv1 alert unknown ca</c>. Where none is, what came was not understood.
    /// </remarks>
    public static string Of(Exception failure)
    {
        Exception cause = failure.GetBaseException();
        if (cause == failure && failure is AuthenticationException)
            return "what the peer sent is not TLS";

        string said = cause.Message;
        bool isOfOpenSsl = said.StartsWith("error:", StringComparison.Ordinal);
        string reason = isOfOpenSsl ? said[(said.LastIndexOf(':') + 1)..] : said;
        int alert = reason.IndexOf(Alert, StringComparison.Ordinal);
        if (alert >= 0)
            return $"the peer refused: {reason[(alert + Alert.Length)..]}"; // RFC 8446 §6.2

        return reason switch
        {
            "unsupported protocol" => "no version in common: ours are TLS 1.2 and 1.3",
            "no shared cipher" => "no cipher in common",
            "unexpected eof while reading" => PeerLeft,
            _ => reason,
        };
    }
}
