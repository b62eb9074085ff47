using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Fairness;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>How data connections of a session come about: to us or from us, and always with the control peer.</summary>
internal sealed class FtpServerData(
    StreamConnection control, IStreamTransport transport, PassivePorts ports, FtpOptions options, TimeProvider time,
    ILogger logger)
    : IAsyncDisposable
{
    private IStreamListener? _listener;

    /// <summary>Listens for one data connection.</summary>
    /// <returns>The port.</returns>
    /// <exception cref="FtpRefusedException">There is none.</exception>
    public async ValueTask<int> ListenAsync(CancellationToken cancel)
    {
        await StopListeningAsync();
        string host = PeerHost.TextOf(control.LocalEndPoint)
            ?? throw new FtpRefusedException(FtpRefusal.NoDataConnection, "the control connection has no host");
        _listener = await ports.TryListenAsync(host, PeerNetwork.Of(control.RemoteEndPoint), cancel);
        return _listener?.Endpoint.Port
            ?? throw new FtpRefusedException(FtpRefusal.NoDataConnection, "no port is free");
    }

    /// <summary>Waits for the peer at the port, or connects to it.</summary>
    /// <exception cref="FtpRefusedException">Nobody came, or nobody is there.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public async ValueTask<StreamConnection> OpenAsync(IPEndPoint? address, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.DataTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            StreamConnection connection = address is null
                ? await AcceptAsync(either.Token)
                : await transport.ConnectAsync(Endpoint.Tcp(address.Address.ToString(), address.Port), either.Token);
            return connection;
        }
        catch (IOException failure)
        {
            throw new FtpRefusedException(FtpRefusal.NoDataConnection, failure.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new FtpRefusedException(FtpRefusal.NoDataConnection, "nobody came in time");
        }
        finally
        {
            await StopListeningAsync();
        }
    }

    public ValueTask DisposeAsync() => StopListeningAsync();

    private async ValueTask<StreamConnection> AcceptAsync(CancellationToken cancel)
    {
        IStreamListener listener = _listener
            ?? throw new FtpRefusedException(FtpRefusal.NoDataConnection, "nobody listens");
        while (true)
        {
            StreamConnection connection = await listener.AcceptAsync(cancel)
                ?? throw new FtpRefusedException(FtpRefusal.NoDataConnection, "nobody listens any more");
            if (PeerHost.IsSame(connection.RemoteEndPoint, control.RemoteEndPoint))
                return connection;

            // Who guessed the port is sent away, and the peer still has its turn (RFC 2577 §8).
            logger.StrangerAtDataPort(control.Id, PeerAddress.TextOf(connection.RemoteEndPoint));
            connection.Abort(EndReason.PeerBrokeProtocol);
            await connection.DisposeAsync();
        }
    }

    private async ValueTask StopListeningAsync()
    {
        if (_listener is not { } listener)
            return;

        _listener = null;
        await ports.CloseAsync(listener);
    }
}
