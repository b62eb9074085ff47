using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Calls;

/// <summary>A call failed as the system would say it, without a socket call of the library behind it.</summary>
/// <param name="number">The error number.</param>
/// <param name="name">Its name: EBADF, HOST_NOT_FOUND.</param>
/// <param name="message">In words, to follow the name.</param>
internal sealed class CallFailedException(int number, string name, string message) : Exception(message)
{
    public int Number => number;

    public string Name => name;

    /// <summary>Whether it is one of errno(3), and not of name resolution.</summary>
    public bool IsErrno => ErrnoNames.Of(number) == name;
}
