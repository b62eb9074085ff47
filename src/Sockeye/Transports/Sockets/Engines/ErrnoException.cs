using System.Net.Sockets;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>A call of ours failed with this error number.</summary>
/// <remarks>
/// .NET keeps its own name of an error and makes the number of that again, so that EPERM becomes EACCES, and ENOENT
/// of a UNIX socket EADDRNOTAVAIL. This one keeps both.
/// </remarks>
internal sealed class ErrnoException(Errno errno) : SocketException((int)SocketErrors.Of(errno))
{
    public Errno Errno => errno;

    /// <summary>The system's number of an error, as exactly as it is known.</summary>
    public static int NumberOf(SocketException error) =>
        error is ErrnoException exact ? (int)exact.Errno : error.NativeErrorCode;
}
