using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sockeye.EndToEnd.Ftp;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Remote;

/// <summary>
/// Our client and the servers of others inside TLS. With vsftpd and proftpd each data connection must resume the session
/// of its control connection.
/// </summary>
public sealed class FtpsTests
{
    private static readonly byte[] Content = Payload.Of(1_500_000);

    [Theory]
    [InlineData(Peer.Vsftpd, "localhost"), InlineData(Peer.Vsftpd, "127.0.0.1")] // TLS sends no name of an address by itself
    [InlineData(Peer.Proftpd, "localhost"), InlineData(Peer.Proftpd, "127.0.0.1")]
    [InlineData(Peer.PureFtpd, "localhost"), InlineData(Peer.PureFtpd, "127.0.0.1")]
    public async Task Lists_fetches_and_stores(string program, string host)
    {
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(program, isSecured: true);
        await File.WriteAllBytesAsync(server.Served("data.bin"), Content);
        string url = FormattableString.Invariant($"ftpes://{server.User}@{host}:{server.Port}/pub/");

        await RunAsync(server, "ls", url);
        await RunAsync(server, "get", url + "data.bin", "-o", server.Folder.At("got"));
        await RunAsync(server, "put", server.Folder.At("got"), url + "put.bin");

        Payload.AssertEqual(Content, await File.ReadAllBytesAsync(server.Served("put.bin")));
    }

    [Fact]
    public async Task Server_that_nobody_vouches_for_gets_nothing()
    {
        await using ForeignFtpServer server = await ForeignFtpServer.StartAsync(Peer.Vsftpd, isSecured: true);

        ProcessResult refused = await SockeyeProcess.RunAsync(
            "ls", FormattableString.Invariant($"ftpes://localhost:{server.Port}/"));

        refused.AssertExit(3);
        Assert.Contains("cannot trust localhost", refused.Error, StringComparison.Ordinal);
    }

    private static async Task RunAsync(ForeignFtpServer server, params string[] arguments)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(server.Folder.At("cert.pem"));
        string password = server.Folder.AddFile("password", Encoding.UTF8.GetBytes(ForeignFtpFolder.Password));
        string pin = "sha256:" + Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        ProcessResult result = await SockeyeProcess.RunAsync([.. arguments, "--pin", pin, "--password-file", password, "--retries", "0"]);
        result.AssertExit(0);
    }
}
