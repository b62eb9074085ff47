namespace Sockeye.Transports.Sockets;

/// <summary>What a socket waits by.</summary>
internal enum SocketEngine
{
    /// <summary>The .NET runtime: on every system.</summary>
    Runtime,

    /// <summary>Our own event loop, with the calls that only Linux has: files carried by the kernel.</summary>
    EventLoop,
}
