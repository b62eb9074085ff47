using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Probing.Probes;

/// <summary><c>connect_ex</c> as a tool: tries an address, and says what came of it by name and number.</summary>
/// <param name="timeout">The longest that connecting, and a handshake, may take each.</param>
/// <param name="time">The clock.</param>
/// <param name="calls">Is told of every socket call; null, the default, for nobody.</param>
public sealed class EndpointProbe(TimeSpan timeout, TimeProvider time, ISocketCallSink? calls = null)
{
    private readonly SocketTransport _sockets = new(time, calls);

    /// <summary>
    /// Resolves <c>localhost</c> and connects to a socket of its own, so that the first times measured are true.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancel) => WarmUp.RunAsync(this, time, cancel);

    /// <summary>The addresses of an endpoint, in the order to try them.</summary>
    /// <exception cref="SocketCallException">Its name is not known.</exception>
    public ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(Endpoint endpoint, CancellationToken cancel) =>
        _sockets.ResolveAsync(endpoint, cancel);

    /// <summary>Tries one address of an endpoint.</summary>
    /// <param name="endpoint">Says whether over a stream, TLS or datagrams.</param>
    /// <param name="address">One of its addresses.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ProbeOutcome> TryAsync(Endpoint endpoint, EndPoint address, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        long start = time.GetTimestamp();
        try
        {
            using BerkeleySocket socket = await ConnectAsync(endpoint, address, either.Token);
            TimeSpan took = time.GetElapsedTime(start);
            TlsReport? tls = endpoint.Scheme == EndpointScheme.Tls
                ? await ShakeHandsAsync(socket, endpoint.Host, cancel)
                : null;
            return new ProbeOutcome(address, ProbeState.Open, Errno: 0, Reason: null, took, tls);
        }
        catch (SocketCallException e) when (e.InnerException is SocketException cause)
        {
            string why = SocketErrorText.Of(cause, address.ToString() ?? "");
            return new ProbeOutcome(address, ProbeState.Failed, e.Errno, why, time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Unanswered(endpoint, address, time.GetElapsedTime(start));
        }
    }

    private async Task<BerkeleySocket> ConnectAsync(Endpoint endpoint, EndPoint address, CancellationToken cancel)
    {
        SocketType type = endpoint.IsDatagram ? SocketType.Dgram : SocketType.Stream;
        var socket = new BerkeleySocket(address.AddressFamily, type, ProtocolType.Unspecified, calls, time);
        try
        {
            await socket.ConnectAsync(address, cancel);
            if (endpoint.Scheme == EndpointScheme.Udp)
                await ExchangeAsync(socket, cancel);
            return socket;
        }
        catch
        {
            socket.Close();
            throw;
        }
    }

    // An empty datagram: whoever answers to it is there, and no service takes it for a request.
    private static async Task ExchangeAsync(BerkeleySocket socket, CancellationToken cancel)
    {
        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, cancel);
        await socket.RecvAsync(new byte[1], cancel);
    }

    private ProbeOutcome Unanswered(Endpoint endpoint, EndPoint address, TimeSpan took)
    {
        string why = string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.###} s");
        return endpoint.Scheme == EndpointScheme.Udp
            ? new ProbeOutcome(address, ProbeState.OpenOrFiltered, Errno: 0, why, took)
            : new ProbeOutcome(address, ProbeState.Failed, (int)Native.Errno.TimedOut, why, took);
    }

    private async Task<TlsReport> ShakeHandsAsync(BerkeleySocket socket, string host, CancellationToken cancel)
    {
        StreamConnection connection = _sockets.Adopt(socket);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        long start = time.GetTimestamp();
        try
        {
            return await new TlsProbe(host, time).RunAsync(connection, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            string why = string.Create(
                CultureInfo.InvariantCulture, $"no handshake within {timeout.TotalSeconds:0.###} s");
            return new TlsReport(why, time.GetElapsedTime(start), null, null, null, null);
        }
        finally
        {
            connection.Abort(EndReason.Completed);
            await connection.DisposeAsync();
        }
    }
}
