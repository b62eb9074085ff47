using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Services.Ftp;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>
/// vsftpd or proftpd in the foreground, over a folder of the test that anonymous visitors may change.
/// </summary>
internal sealed class ForeignFtpServer : IAsyncDisposable
{
    private readonly RunningProcess _process;
    private readonly int _port;

    private ForeignFtpServer(TemporaryDirectory folder, RunningProcess process, int port) =>
        (Folder, _process, _port) = (folder, process, port);

    public TemporaryDirectory Folder { get; }

    /// <summary>The path of a file in the directory that visitors may change.</summary>
    public string Served(string name) => Folder.At($"root/pub/{name}");

    public int Port => _port;

    /// <summary>vsftpd with TLS for everything, and data connections that must resume their session: as it ships.</summary>
    public static Task<ForeignFtpServer> StartVsftpdWithTlsAsync() => StartAsync(Peer.Vsftpd, isSecured: true);

    public static async Task<ForeignFtpServer> StartAsync(string program, bool isSecured = false)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the servers begin as root");
        string path = Peer.Find(program);
        var folder = new TemporaryDirectory();
        Command.Run("chmod", "755", folder.Path);
        string root = folder.AddDirectory("root");
        string changed = folder.AddDirectory("root/pub");
        Command.Run("chmod", "777", changed);
        int port = FreePort.Tcp();
        string configuration = folder.AddFile(
            "conf", System.Text.Encoding.UTF8.GetBytes(
                program != Peer.Vsftpd ? Proftpd(folder, root, port)
                : Vsftpd(folder, root, port) + (isSecured ? await VsftpdTlsAsync(folder) : "")));
        string[] words = program == Peer.Vsftpd ? [configuration] : ["-n", "-q", "-c", configuration];
        var server = new ForeignFtpServer(folder, RunningProcess.Start(path, words), port);
        await Listening.UntilAsync(server._process, port);
        return server;
    }

    /// <summary>Our client, logged in, in the directory that it may change.</summary>
    public async Task<FtpClient> ClientAsync()
    {
        var transport = new SocketTransport(TimeProvider.System);
        StreamConnection control = await transport.ConnectAsync(Endpoint.Tcp("127.0.0.1", _port));
        var client = new FtpClient(control, transport, TimeProvider.System);
        await client.LogInAsync("anonymous", "x@example.org");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Folder.Dispose();
    }

    private static string Vsftpd(TemporaryDirectory folder, string root, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        listen=YES
        listen_address=127.0.0.1
        listen_port={port}
        background=NO
        anonymous_enable=YES
        no_anon_password=YES
        anon_root={root}
        anon_umask=022
        write_enable=YES
        anon_upload_enable=YES
        anon_mkdir_write_enable=YES
        anon_other_write_enable=YES
        ftp_username=daemon
        nopriv_user=nobody
        seccomp_sandbox=NO
        secure_chroot_dir={folder.AddDirectory("empty")}

        """);

    private static async Task<string> VsftpdTlsAsync(TemporaryDirectory folder)
    {
        ProcessResult made = await RunningProcess.RunAsync(
            Peer.Find(Peer.Openssl), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-keyout", folder.At("key.pem"), "-out", folder.At("cert.pem"));
        Assert.True(made.ExitCode == 0, made.ToString());
        return $"""
            ssl_enable=YES
            allow_anon_ssl=YES
            force_anon_logins_ssl=YES
            force_anon_data_ssl=YES
            rsa_cert_file={folder.At("cert.pem")}
            rsa_private_key_file={folder.At("key.pem")}
            require_ssl_reuse=YES
            ssl_ciphers=HIGH

            """;
    }

    private static string Proftpd(TemporaryDirectory folder, string root, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        ServerType standalone
        DefaultAddress 127.0.0.1
        Port {port}
        User nobody
        Group nogroup
        UseIPv6 off
        AuthPAM off
        PidFile {folder.At("pid")}
        ScoreboardFile {folder.At("scoreboard")}
        DelayTable none
        WtmpLog off
        SystemLog {folder.At("log")}
        TransferLog none
        AllowStoreRestart on
        AllowRetrieveRestart on
        AllowOverwrite on
        <Anonymous {root}>
          User nobody
          Group nogroup
          UserAlias anonymous nobody
          RequireValidShell off
          UseFtpUsers off
          AllowStoreRestart on
          AllowRetrieveRestart on
          AllowOverwrite on
        </Anonymous>

        """);
}
