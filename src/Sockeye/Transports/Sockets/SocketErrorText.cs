using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>Socket errors in the words of strerror(3), in lower case to stand inside a sentence.</summary>
internal static class SocketErrorText
{
    private const int NoSuchFile = 2; // ENOENT: .NET has no name for it, because only UNIX sockets are files

    public static string Of(SocketException error, string address) => error.SocketErrorCode switch
    {
        _ when ErrnoException.NumberOf(error) == NoSuchFile => "no such file or directory",
        // .NET's asynchronous connect says so
        SocketError.AddressNotAvailable when IsFile(address) => "no such file or directory",
        SocketError.AccessDenied => "permission denied",
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AddressNotAvailable => "address not available on this machine",
        SocketError.AddressFamilyNotSupported => "address family not supported",
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset by peer",
        SocketError.ConnectionAborted => "connection aborted",
        SocketError.Shutdown => "broken pipe: the peer no longer reads",
        SocketError.HostUnreachable => "no route to host",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.TimedOut => "connection timed out",
        SocketError.HostNotFound => "name not known",
        SocketError.NoData => "the name has no address",
        SocketError.TryAgain => "temporary failure in name resolution",
        SocketError.MessageSize => "message too long",
        SocketError.TooManyOpenSockets => "too many open files",
        SocketError.NoBufferSpaceAvailable => "no buffer space available",
        SocketError.OperationAborted => "the socket was closed",
        _ when error is ErrnoException exact => InSentence(Marshal.GetPInvokeErrorMessage((int)exact.Errno)),
        _ => InSentence(error.Message),
    };

    private static string InSentence(string message) => char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');

    private static bool IsFile(string address) =>
        address.StartsWith('/') || address.StartsWith("unix", StringComparison.Ordinal);
}
