using System.Globalization;
using System.Net.Sockets;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// Sockets that somebody else has opened and bound, and handed over as descriptors: a service manager for instance
/// (socket activation, sd_listen_fds(3)). A transport that has them uses one instead of binding its address anew.
/// </summary>
/// <remarks>
/// Linux only. Streams listen already, with the queue that they were given. Whoever uses one owns it from then on, but
/// for the file of a UNIX socket, which stays. All members may be called from several threads at once.
/// </remarks>
public sealed class GivenSockets : IDisposable
{
    private readonly List<(Endpoint Endpoint, Socket Socket)> _unclaimed = [];

    /// <summary>Takes them over: they never wait, and are closed in programs that this process starts.</summary>
    /// <param name="descriptors">Listening stream sockets and bound datagram sockets; INET, INET6 and UNIX.</param>
    /// <exception cref="SocketCallException">One is no socket, or none of that kind.</exception>
    public GivenSockets(IEnumerable<int> descriptors)
    {
        foreach (int descriptor in descriptors)
        {
            try
            {
                _unclaimed.Add(Open(descriptor));
            }
            catch (SocketException e)
            {
                Dispose();
                throw new SocketCallException("use", Name(descriptor), e);
            }
        }
    }

    /// <summary>Where those listen that nobody has used.</summary>
    public IReadOnlyList<Endpoint> Unclaimed
    {
        get
        {
            lock (_unclaimed)
                return [.. _unclaimed.Select(static given => given.Endpoint)];
        }
    }

    /// <summary>Closes those that nobody has used.</summary>
    public void Dispose()
    {
        lock (_unclaimed)
        {
            _unclaimed.ForEach(static given => given.Socket.Dispose());
            _unclaimed.Clear();
        }
    }

    /// <summary>Gives one away.</summary>
    /// <param name="resolved">Where it is to listen, as an address.</param>
    /// <returns>Null when there is none of that address.</returns>
    internal Socket? Claim(Endpoint resolved)
    {
        lock (_unclaimed)
        {
            int found = _unclaimed.FindIndex(given => given.Endpoint == resolved);
            if (found < 0)
                return null;

            Socket socket = _unclaimed[found].Socket;
            _unclaimed.RemoveAt(found);
            return socket;
        }
    }

    private static (Endpoint Endpoint, Socket Socket) Open(int descriptor)
    {
        SocketErrors.ThrowIfFailed(Descriptors.Adopt(descriptor));
        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        try
        {
            var socket = new Socket(handle);
            bool isReady = socket.SocketType switch
            {
                SocketType.Stream => socket.GetSocketOption(
                    SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is not 0,
                SocketType.Dgram => true,
                _ => false,
            };
            return isReady
                ? (EndpointOf(socket), socket)
                : throw new SocketException((int)SocketError.OperationNotSupported);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static Endpoint EndpointOf(Socket socket)
    {
        bool isStream = socket.SocketType == SocketType.Stream;
        EndpointScheme scheme = socket.AddressFamily switch
        {
            AddressFamily.Unix => isStream ? EndpointScheme.Unix : EndpointScheme.Unixgram,
            _ => isStream ? EndpointScheme.Tcp : EndpointScheme.Udp,
        };
        return socket.LocalEndPoint is { } bound
            ? Endpoint.Of(scheme, bound)
            : throw new SocketException((int)SocketError.AddressNotAvailable);
    }

    private static string Name(int descriptor) =>
        string.Create(CultureInfo.InvariantCulture, $"descriptor {descriptor} as a listening or datagram socket");
}
