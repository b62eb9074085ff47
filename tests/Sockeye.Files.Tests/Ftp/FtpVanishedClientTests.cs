using Sockeye.Files.Access;
using Sockeye.Files.Ftp;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Ftp;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Pacing;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>
/// A client that is killed ends its connections as a good one does: that its control connection has ended is seen
/// before what it sent is published, whatever that connection runs over, and though nobody reads it just then.
/// </summary>
public sealed class FtpVanishedClientTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TlsIdentity _identity;
    private readonly SocketTransport _sockets = new(TimeProvider.System);

    public FtpVanishedClientTests() => _identity = TlsIdentity.LoadOrCreate(_directory.Path, TimeProvider.System);

    private TlsServer Tls => new(_identity, TimeProvider.System);

    public void Dispose()
    {
        _identity.Dispose();
        _directory.Dispose();
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("plain"), InlineData("AUTH TLS"), InlineData("implicit TLS")]
    [InlineData("TLS of the listener"), InlineData("TLS of the listener, at a pace")]
    public async Task What_it_sent_is_not_published(string kind)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Parse("tcp://127.0.0.1:0"));
        using var root = new FileRoot(_directory.AddDirectory("root"));
        await using StreamConnection raw = await _sockets.ConnectAsync(listener.Endpoint);
        var held = new HeldConnection(Over((await listener.AcceptAsync(default))!, kind));
        Task serving = Handler(root, kind).RunAsync(held, CancellationToken.None);

        (FtpTypist client, StreamConnection control) = await GreetAsync(raw, kind);
        await using StreamConnection data = await BeginToStoreAsync(client);
        held.Hold();
        await data.SendAsync("half");
        await raw.CompleteOutputAsync();
        await data.CompleteOutputAsync();

        Assert.StartsWith("426", await client.ReadAsync());
        Assert.False(File.Exists(_directory.At("root/f")));
        held.Abort(EndReason.PeerReset);
        await Record.ExceptionAsync(() => serving);
        control.Abort(EndReason.Cancelled);
        await control.DisposeAsync();
        await held.DisposeAsync();
    }

    private StreamConnection Over(StreamConnection accepted, string kind) => kind switch
    {
        "TLS of the listener" => Tls.Secure(accepted),
        "TLS of the listener, at a pace" => new PacedConnection(
            Tls.Secure(accepted), new Pace(long.MaxValue, TimeProvider.System),
            new Pace(long.MaxValue, TimeProvider.System), TimeProvider.System),
        _ => accepted,
    };

    private FtpHandler Handler(FileRoot root, string kind)
    {
        var folder = new SharedFolder(
            root, Accounts.Anyone(Rights.All), new Transfers(TimeProvider.System, static _ => { }));
        var options = new FtpOptions
        {
            Protection = kind == "AUTH TLS" ? FtpProtection.Offered : FtpProtection.None,
            IsImplicitTls = kind == "implicit TLS",
        };
        return new FtpHandler(folder, _sockets, TimeProvider.System, options, Tls);
    }

    private async Task<(FtpTypist Client, StreamConnection Control)> GreetAsync(StreamConnection raw, string kind)
    {
        StreamConnection control = raw;
        if (kind == "AUTH TLS")
        {
            var plain = new FtpTypist(raw, _sockets);
            Assert.StartsWith("220", await plain.ReadAsync());
            Assert.StartsWith("234", await plain.SayAsync("AUTH TLS"));
            plain.Release();
        }

        if (kind != "plain")
            control = new TlsClient(PinnedTrust.TryParse(_identity.Fingerprint)!, TimeProvider.System)
                .Secure(raw, $"server-{Guid.NewGuid():N}", 21);
        var client = new FtpTypist(control, _sockets);
        if (kind != "AUTH TLS")
            Assert.StartsWith("220", await client.ReadAsync());
        return (client, control);
    }

    private async Task<StreamConnection> BeginToStoreAsync(FtpTypist client)
    {
        await client.SayAsync("USER ftp");
        Assert.StartsWith("230", await client.SayAsync("PASS x"));
        await client.SayAsync("TYPE I");
        await client.SayAsync("PBSZ 0");
        await client.SayAsync("PROT C"); // only the control connection is of interest
        Assert.True(FtpAddress.TryParseExtendedPassive(await client.SayAsync("EPSV"), out int port));
        StreamConnection data = await _sockets.ConnectAsync(Endpoint.Tcp("127.0.0.1", port));
        Assert.StartsWith("150", await client.SayAsync("STOR f"));
        return data;
    }

    /// <summary>Gives on nothing more of what comes, from when it is told.</summary>
    private sealed class HeldConnection(StreamConnection inner) : DecoratedConnection(inner, TimeProvider.System)
    {
        private readonly TaskCompletionSource _never = new();
        private volatile bool _isHeld;

        public void Hold() => _isHeld = true;

        protected internal override ValueTask WaitToReceiveAsync(CancellationToken cancel) => default;

        protected internal override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
        {
            try
            {
                return await base.ReceiveAsync(buffer, cancel);
            }
            finally
            {
                if (_isHeld)
                    await _never.Task.WaitAsync(Aborted);
            }
        }
    }
}
