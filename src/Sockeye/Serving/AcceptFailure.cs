using System.Net.Sockets;
using Sockeye.Transports.Sockets;

namespace Sockeye.Serving;

/// <summary>What a failed accept means for the loop.</summary>
internal enum AcceptFailure
{
    /// <summary>The peer's fault, for example it reset while it was queued: take the next one.</summary>
    Peer,

    /// <summary>The process or the kernel is short of something: trying at once would spin.</summary>
    Pressure,

    /// <summary>The listener cannot accept any more.</summary>
    Fatal,
}

/// <summary>Tells the kinds of accept errors apart (accept(2)).</summary>
internal static class AcceptFailures
{
    private const int Enomem = 12;
    private const int Enfile = 23;

    public static AcceptFailure Classify(IOException error) => error is not SocketCallException socket
        ? AcceptFailure.Peer
        : socket switch
        {
            { SocketError: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable }
                or { Errno: Enomem or Enfile } => AcceptFailure.Pressure,
            { SocketError: SocketError.NotSocket or SocketError.InvalidArgument }
                or { SocketError: SocketError.OperationNotSupported } => AcceptFailure.Fatal,
            _ => AcceptFailure.Peer,
        };
}
