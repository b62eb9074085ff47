using System.Net.Security;
using Sockeye.LocalFiles;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.Tests.Transports.Tls;

public sealed class KnownHostsTests : IDisposable
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    private readonly TemporaryDirectory _directory = new();
    private readonly KnownHosts _hosts;

    public KnownHostsTests() => _hosts = new KnownHosts(_directory.At("sub/known_hosts"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_the_system_trusts_is_trusted() =>
        Assert.Null(_hosts.Judge(new TlsPeer("host", 443, One, Distrust: null)));

    [Fact]
    public void First_time_it_is_only_unknown()
    {
        CertificateRefusedException refused = _hosts.Judge(Unvouched("host", One))!;

        Assert.True(refused.IsUnknown);
        Assert.Contains($"--pin sha256:{One}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_accepted_it_is_trusted_on_that_port_only()
    {
        _hosts.Add(Unvouched("Host", One));

        Assert.Null(_hosts.Judge(Unvouched("host", One)));
        Assert.True(_hosts.Judge(Unvouched("host", One) with { Port = 2 })!.IsUnknown);
        Assert.True(_hosts.Judge(Unvouched("other", One))!.IsUnknown);
    }

    [Theory, InlineData("chmod 666 NAME"), InlineData("chown 12345 NAME")]
    public void List_that_others_may_have_written_trusts_nobody(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _hosts.Add(Unvouched("host", One));
        _directory.Run(script.Replace("NAME", "sub/known_hosts", StringComparison.Ordinal));

        CertificateRefusedException refused = _hosts.Judge(Unvouched("host", One))!;

        Assert.False(refused.IsUnknown);
        Assert.Contains("it is not used", refused.Message, StringComparison.Ordinal);
        Assert.Throws<LocalFileException>(() => _hosts.Add(Unvouched("other", One)));
    }

    [Fact]
    public void List_is_for_its_owner_alone()
    {
        _hosts.Add(Unvouched("host", One));

        Assert.Equal("600", Command.Run("stat", "-c", "%a", _hosts.Path));
        Assert.Equal("700", Command.Run("stat", "-c", "%a", _directory.At("sub")));
    }

    [Theory]
    [InlineData(null), InlineData("its root is not trusted")]
    public void Changed_certificate_is_refused_even_if_the_system_trusts_it(string? distrust)
    {
        _hosts.Add(Unvouched("host", One));

        CertificateRefusedException refused = _hosts.Judge(new TlsPeer("host", 1, Two, distrust))!;

        Assert.False(refused.IsUnknown);
        Assert.Contains("has changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IPv6_addresses_stand_in_brackets()
    {
        _hosts.Add(Unvouched("::1", One));

        Assert.Equal($"[::1]:1 sha256:{One}\n", File.ReadAllText(_hosts.Path));
        Assert.Null(_hosts.Judge(Unvouched("::1", One)));
    }

    [Fact]
    public void Line_without_an_end_stays_a_line()
    {
        _hosts.Add(Unvouched("host", One));
        File.WriteAllText(_hosts.Path, File.ReadAllText(_hosts.Path).TrimEnd());

        _hosts.Add(Unvouched("other", Two));

        Assert.Null(_hosts.Judge(Unvouched("host", One)));
        Assert.Null(_hosts.Judge(Unvouched("other", Two)));
    }

    [Theory]
    [InlineData("host:1"), InlineData("host:1 sha1:11"), InlineData("host:1 sha256:22 # of the cellar")]
    public void Line_that_is_not_understood_vouches_for_nobody(string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_hosts.Path)!);
        File.WriteAllText(_hosts.Path, line);

        Assert.False(_hosts.Judge(new TlsPeer("host", 1, One, Distrust: null))!.IsUnknown);
    }

    [Fact]
    public void Doubt_without_a_reason_is_doubt() =>
        Assert.NotNull(CertificateDistrust.Of(SslPolicyErrors.RemoteCertificateChainErrors, chain: null, "host"));

    private static TlsPeer Unvouched(string host, string fingerprint) =>
        new(host, 1, fingerprint, "its root is not trusted");
}
