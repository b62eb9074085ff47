using Sockeye.EndToEnd.Processes;
using Sockeye.Files.Ftp;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>A server of others in the foreground, over a folder of the test that its visitor may change.</summary>
internal sealed class ForeignFtpServer : IAsyncDisposable
{
    private readonly RunningProcess _process;

    private ForeignFtpServer(ForeignFtpFolder place, RunningProcess process, string user) =>
        (Place, _process, User) = (place, process, user);

    public TemporaryDirectory Folder => Place.Folder;

    /// <summary>Who may log in, with <see cref="ForeignFtpFolder.Password"/>.</summary>
    public string User { get; }

    public int Port => Place.Port;

    private ForeignFtpFolder Place { get; }

    /// <summary>The path of a file in the directory that visitors may change.</summary>
    public string Served(string name) => Folder.At($"root/pub/{name}");

    /// <summary>Starts one.</summary>
    /// <param name="program">vsftpd, proftpd or pure-ftpd.</param>
    /// <param name="isSecured">
    /// With TLS for everything; of vsftpd and proftpd data connections must resume their session then, as they ship.
    /// </param>
    public static async Task<ForeignFtpServer> StartAsync(string program, bool isSecured = false)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the servers begin as root");
        string path = Peer.Find(program);
        var place = new ForeignFtpFolder();
        if (isSecured)
            await place.MakeCertificateAsync();
        string[] words = program switch
        {
            Peer.Vsftpd => ForeignFtpSettings.Vsftpd(place, isSecured),
            Peer.Proftpd => ForeignFtpSettings.Proftpd(place, isSecured, path),
            _ => await ForeignFtpSettings.PureFtpdAsync(place, isSecured),
        };
        string user = program == Peer.PureFtpd ? ForeignFtpSettings.PureFtpdUser : "anonymous";
        var server = new ForeignFtpServer(place, RunningProcess.Start(path, words), user);
        await Listening.UntilAsync(server._process, place.Port);
        return server;
    }

    /// <summary>Our client, logged in, in the directory that it may change.</summary>
    public async Task<FtpClient> ClientAsync()
    {
        var transport = new SocketTransport(TimeProvider.System);
        StreamConnection control = await transport.ConnectAsync(Endpoint.Tcp("127.0.0.1", Port));
        var client = new FtpClient(control, transport, TimeProvider.System);
        await client.LogInAsync(User, ForeignFtpFolder.Password);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Folder.Dispose();
    }
}
