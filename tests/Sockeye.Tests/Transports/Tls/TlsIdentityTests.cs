using System.Runtime.Versioning;
using Sockeye.LocalFiles;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.Tests.Transports.Tls;

public sealed class TlsIdentityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Made_once_it_stays()
    {
        using TlsIdentity first = TlsIdentity.LoadOrCreate(_directory.At("new"), TimeProvider.System);
        using TlsIdentity second = TlsIdentity.LoadOrCreate(_directory.At("new"), TimeProvider.System);

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Matches("^[0-9a-f]{64}$", first.Fingerprint);
    }

    [Fact, SupportedOSPlatform("linux")]
    public void Only_its_owner_may_read_the_key()
    {
        using TlsIdentity identity = TlsIdentity.LoadOrCreate(_directory.At("new"), TimeProvider.System);

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(_directory.At("new/server.pem")));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory.At("new")));
    }

    [Theory, SupportedOSPlatform("linux"), InlineData("chmod 622 NAME"), InlineData("chown 12345 NAME")]
    public void Key_that_others_may_have_written_is_not_used(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        TlsIdentity.LoadOrCreate(_directory.At("new"), TimeProvider.System).Dispose();
        _directory.Run(script.Replace("NAME", "new/server.pem", StringComparison.Ordinal));

        var failed = Assert.Throws<LocalFileException>(
            () => TlsIdentity.LoadOrCreate(_directory.At("new"), TimeProvider.System));

        Assert.Contains("it is not used", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_certificate_is_said_so()
    {
        string path = _directory.AddFile("wrong.pem", "hello"u8);

        IOException wrong = Assert.Throws<IOException>(() => TlsIdentity.Load(path, keyPath: null));

        Assert.Contains(path, wrong.Message, StringComparison.Ordinal);
    }
}
