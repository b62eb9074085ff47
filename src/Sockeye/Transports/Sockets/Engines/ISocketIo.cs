using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>A socket as its engine moves it: what every engine can do, and what only some have.</summary>
/// <remarks>
/// All calls fail with a <see cref="SocketException"/>, or with an <see cref="ObjectDisposedException"/> once the
/// socket is closed; whoever reports them puts both into words. Any may be called from several threads at once.
/// </remarks>
internal interface ISocketIo : IStreamIo, IDatagramIo
{
    /// <summary>Where it is bound; null while it is not.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>With whom it is connected; null when it is not, or no longer.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Carries files over this socket; null where the kernel does not.</summary>
    IFileCarrier? Files { get; }

    /// <summary>Receives what the kernel tells beside the bytes; null where the engine does not.</summary>
    IMessageIo? Messages { get; }

    /// <summary>See <see cref="IProcessorChoice.UseAllProcessors"/>; counts only before the first wait.</summary>
    void UseAllProcessors();

    /// <summary>The socket is about to be closed: it is not watched any more.</summary>
    void Detach();

    /// <summary>The socket is closed: whoever waits fails.</summary>
    void Closed();
}
