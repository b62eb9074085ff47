using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Sockeye.Transports.Tls;

/// <summary>A connection inside TLS 1.2 or 1.3. It owns the one it runs over.</summary>
/// <remarks>
/// The handshake happens when it is asked for, or with the first byte either way: so that a listener never waits for a
/// peer. A failed one is a <see cref="TlsHandshakeException"/>. The end of our stream is a <c>close_notify</c>; a
/// peer's that ends without one is a <see cref="TlsTruncatedException"/>. Where there is no agreement the peer is told
/// so by an alert, and the connection ends in good order behind it (RFC 8446 §6.2).
/// </remarks>
public sealed class TlsConnection : DecoratedConnection, IPrivateChannel
{
    /// <summary>How long a handshake may take: 15 s, our choice: several round trips over a bad line.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly TlsRecordStream _records;
    private readonly SslStream _tls;
    private readonly Func<SslStream, CancellationToken, Task> _authenticate;
    private readonly Lock _lock = new();
    private Task? _handshake;
    private volatile bool _wasRefused;

    internal TlsConnection(
        StreamConnection inner, bool isServer, Func<SslStream, CancellationToken, Task> authenticate, TimeProvider time)
        : base(inner, time)
    {
        (_authenticate, _time) = (authenticate, time);
        _records = new TlsRecordStream(inner, isServer);
        _tls = new SslStream(_records, leaveInnerStreamOpen: true);
    }

    /// <summary>
    /// A record's content, less what would make its buffer, of the next power of two, larger than 16 KiB.
    /// </summary>
    protected override int CopiedBytes => 16_000;

    private protected override bool WasRefused => _wasRefused;

    /// <summary>The version that was agreed upon; <see cref="SslProtocols.None"/> before.</summary>
    public SslProtocols Protocol => _tls.IsAuthenticated ? _tls.SslProtocol : SslProtocols.None;

    /// <summary>What the two agreed to speak (ALPN, RFC 7301), for example <c>h2</c>; empty when nothing.</summary>
    public SslApplicationProtocol ApplicationProtocol => _tls.NegotiatedApplicationProtocol;

    /// <summary>Whether the handshake resumed an earlier session of the same server.</summary>
    public bool IsResumed => _records.IsResumed;

    /// <summary>Shakes hands, unless that was done.</summary>
    /// <exception cref="TlsHandshakeException">It failed; the connection can only be disposed.</exception>
    public async ValueTask HandshakeAsync(CancellationToken cancel = default)
    {
        Task handshake;
        lock (_lock)
            handshake = _handshake ??= HandshakeOnceAsync();
        await handshake.WaitAsync(cancel);
    }

    /// <inheritdoc/>
    protected internal override async ValueTask WaitToReceiveAsync(CancellationToken cancel)
    {
        await HandshakeAsync(cancel);
        _ = await UnlessClosedAsync(_tls.ReadAsync(Memory<byte>.Empty, cancel));
    }

    /// <inheritdoc/>
    protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        await HandshakeAsync(cancel);
        int bytes = await UnlessClosedAsync(_tls.ReadAsync(buffer, cancel));
        if (bytes == 0 && _records.HasEnded)
            throw new TlsTruncatedException();
        return bytes;
    }

    /// <inheritdoc/>
    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        if (_handshake is not { IsCompletedSuccessfully: true })
            await HandshakeAsync(cancel);
        try
        {
            await _tls.WriteAsync(data, cancel);
            return data.Length;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            throw AbortedError();
        }
    }

    /// <inheritdoc/>
    protected override ValueTask WaitToCompleteAsync(CancellationToken cancel) => HandshakeAsync(cancel);

    /// <inheritdoc/>
    protected override async ValueTask ShutdownSendAsync()
    {
        try
        {
            if (_tls.IsAuthenticated)
                await _tls.ShutdownAsync();
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            throw AbortedError();
        }

        await base.ShutdownSendAsync();
    }

    /// <inheritdoc/>
    protected override void CloseTransport(bool reset)
    {
        base.CloseTransport(reset);
        _tls.Dispose();
    }

    private static async ValueTask<int> UnlessClosedAsync(ValueTask<int> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            throw AbortedError();
        }
    }

    private static TransportException AbortedError() => TransportException.PeerGone("the connection was aborted");

    private async Task HandshakeOnceAsync()
    {
        using var limit = new CancellationTokenSource(HandshakeTimeout, _time);
        try
        {
            await _authenticate(_tls, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TlsHandshakeException($"the TLS handshake took more than {HandshakeTimeout.TotalSeconds:0} s");
        }
        catch (IOException e) when (_records.HasEnded && e is not TlsHandshakeException)
        {
            throw Failed(HandshakeFailure.PeerLeft, e);
        }
        catch (InvalidOperationException e) // what is disposed as well
        {
            throw Failed("the connection was aborted", e);
        }
        catch (CertificateRefusedException)
        {
            Refuse();
            throw;
        }
        catch (Exception e) when (e is AuthenticationException or CryptographicException or NotSupportedException)
        {
            Refuse();
            throw Failed(HandshakeFailure.Of(e), e);
        }
    }

    private void Refuse()
    {
        _wasRefused = true;
        TrySetEndReason(EndReason.PeerBrokeProtocol);
        Inner.TrySetEndReason(EndReason.PeerBrokeProtocol);
    }

    private static TlsHandshakeException Failed(string why, Exception cause) =>
        new($"the TLS handshake failed: {why}", cause);
}
