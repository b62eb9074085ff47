using Sockeye.Files.Ftp;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Tests.Ftp;

public sealed class FtpTlsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TlsIdentity _identity;

    public FtpTlsTests() => _identity = TlsIdentity.LoadOrCreate(_directory.Path, TimeProvider.System);

    public void Dispose()
    {
        _identity.Dispose();
        _directory.Dispose();
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task Everything_goes_over_TLS(bool isImplicit, bool requiresReuse)
    {
        await using FtpFixture server = await StartAsync(new FtpOptions
        {
            Protection = FtpProtection.Everything,
            IsImplicitTls = isImplicit,
            RequiresTlsReuse = requiresReuse,
        });
        FtpClient client = await server.ClientAsync(Trusting(isImplicit));

        await client.StoreAsync("f", new MemoryStream([1, 2, 3]));
        using var back = new MemoryStream();
        Assert.Equal(3, await client.RetrieveAsync("f", back, 0));

        Assert.Equal([1, 2, 3], back.ToArray());
        Assert.Equal("f", Assert.Single((await client.ListAsync()).Entries).Name);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Without_TLS_nobody_gets_in_where_everything_is_protected()
    {
        await using FtpFixture server = await StartAsync(new FtpOptions { Protection = FtpProtection.Everything });

        var refused = await Assert.ThrowsAsync<PeerProtocolException>(() => server.ClientAsync());

        Assert.Contains("530", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_needs_a_certificate()
    {
        await using FtpFixture server = await FtpFixture.StartAsync();

        Assert.Throws<ArgumentException>(() => new FtpHandler(
            server.Folder, server.Network, server.Clock, new FtpOptions { Protection = FtpProtection.Offered }));
    }

    private Task<FtpFixture> StartAsync(FtpOptions options) =>
        FtpFixture.StartAsync(options, tls: new TlsServer(_identity, TimeProvider.System));

    private FtpClientOptions Trusting(bool isImplicit) => new()
    {
        Tls = new TlsClient(PinnedTrust.TryParse(_identity.Fingerprint)!, TimeProvider.System),
        IsImplicitTls = isImplicit,
        Host = $"server-{Guid.NewGuid():N}", // .NET keeps sessions by name, for the whole process
    };
}
