using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>
/// The system's error numbers as .NET names them, so that errors are the same however a socket waits.
/// </summary>
internal static class SocketErrors
{
    /// <summary>Whether the connection is at fault, whatever call told it.</summary>
    public static bool IsOfTheNetwork(Errno error) => error is
        Errno.Pipe or Errno.NetworkDown or Errno.NetworkUnreachable or Errno.NetworkReset
        or Errno.ConnectionAborted or Errno.ConnectionReset or Errno.NotConnected or Errno.TimedOut
        or Errno.ConnectionRefused or Errno.HostDown or Errno.HostUnreachable;

    /// <exception cref="SocketException">The call failed.</exception>
    public static void ThrowIfFailed(Errno error)
    {
        if (error != Errno.None)
            throw new ErrnoException(error);
    }

    /// <summary>What an error means to whoever uses a transport.</summary>
    public static TransportFailure FailureOf(SocketException error) =>
        (Errno)ErrnoException.NumberOf(error) is Errno.NoMemory or Errno.TooManyOpenInSystem
            ? TransportFailure.Pressure
            : error.SocketErrorCode switch
            {
                SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
                    or SocketError.NotConnected or SocketError.NetworkReset => TransportFailure.PeerGone,
                SocketError.ConnectionRefused => TransportFailure.Refused,
                SocketError.TimedOut => TransportFailure.TimedOut,
                SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => TransportFailure.Pressure,
                SocketError.NotSocket or SocketError.InvalidArgument or SocketError.OperationNotSupported
                    or SocketError.OperationAborted => TransportFailure.Over,
                _ => TransportFailure.Other,
            };

    /// <summary>.NET's name of an error.</summary>
    public static SocketError Of(Errno error) => error switch
    {
        Errno.None => SocketError.Success,
        Errno.NotPermitted or Errno.AccessDenied => SocketError.AccessDenied,
        Errno.BadDescriptor => SocketError.OperationAborted, // closed
        Errno.NotFound => SocketError.AddressNotAvailable, // of a UNIX socket; .NET has no other name for it
        Errno.Again => SocketError.WouldBlock,
        Errno.Invalid => SocketError.InvalidArgument,
        Errno.TooManyOpen or Errno.TooManyOpenInSystem => SocketError.TooManyOpenSockets,
        Errno.Pipe => SocketError.Shutdown,
        Errno.NotSocket => SocketError.NotSocket,
        Errno.MessageTooLong => SocketError.MessageSize,
        Errno.WrongProtocolType => SocketError.ProtocolType,
        Errno.NoProtocolOption => SocketError.ProtocolOption,
        Errno.ProtocolNotSupported => SocketError.ProtocolNotSupported,
        Errno.TypeNotSupported => SocketError.SocketNotSupported,
        Errno.NotSupported => SocketError.OperationNotSupported,
        Errno.FamilyNotSupported => SocketError.AddressFamilyNotSupported,
        Errno.AddressInUse => SocketError.AddressAlreadyInUse,
        Errno.AddressNotAvailable => SocketError.AddressNotAvailable,
        Errno.NetworkDown => SocketError.NetworkDown,
        Errno.NetworkUnreachable => SocketError.NetworkUnreachable,
        Errno.NetworkReset => SocketError.NetworkReset,
        Errno.ConnectionAborted => SocketError.ConnectionAborted,
        Errno.ConnectionReset => SocketError.ConnectionReset,
        Errno.NoBuffers or Errno.NoSpace or Errno.NoMemory => SocketError.NoBufferSpaceAvailable,
        Errno.IsConnected => SocketError.IsConnected,
        Errno.NotConnected => SocketError.NotConnected,
        Errno.TimedOut => SocketError.TimedOut,
        Errno.ConnectionRefused => SocketError.ConnectionRefused,
        Errno.HostDown => SocketError.HostDown,
        Errno.HostUnreachable => SocketError.HostUnreachable,
        Errno.Already => SocketError.AlreadyInProgress,
        Errno.InProgress => SocketError.InProgress,
        _ => SocketError.SocketError,
    };
}
