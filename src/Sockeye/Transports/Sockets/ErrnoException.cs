using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets;

/// <summary>A failed socket call with the system's own error number.</summary>
/// <remarks>
/// .NET keeps its name of the error only and makes a number of that: of EPERM it makes EACCES, of ENOENT EADDRNOTAVAIL.
/// </remarks>
internal sealed class ErrnoException(Errno error) : SocketException((int)SocketErrors.Of(error))
{
    /// <summary>As the system said it (errno(3)).</summary>
    public int Errno { get; } = (int)error;

    /// <summary>The error number of any failure, exact where it is known.</summary>
    public static int NumberOf(SocketException error) =>
        error is ErrnoException exact ? exact.Errno : error.NativeErrorCode;
}
