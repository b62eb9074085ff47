using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>vsftpd in the foreground, with sendfile, and with its log of transfers as Debian sets it up.</summary>
internal sealed class VsftpdServer : IFileServer
{
    private readonly ServerProcess _process;

    private VsftpdServer(ServerProcess process, string port)
    {
        _process = process;
        Port = port;
    }

    public string Name => "vsftpd";

    public int Pid => _process.Pid;

    public string Port { get; }

    /// <exception cref="BenchFailure">We are not root, as it must be to begin with.</exception>
    public static async Task<VsftpdServer> StartAsync(Bench bench, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
            throw new BenchFailure("vsftpd begins as root");

        string port = BoundPorts.TakeFree(isUdp: false);
        string configuration = bench.Work.NewPath("vsftpd.conf");
        await File.WriteAllTextAsync(configuration, Configuration(bench.Work, port), cancel);
        ServerProcess process = ServerProcess.Start(
            new CommandLine(bench.Programs.Vsftpd, configuration), bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: false, cancel));
        return new VsftpdServer(process, port);
    }

    public string Url(SourceFile file) => $"ftp://127.0.0.1:{Port}/{file.Name}";

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Configuration(WorkDirectory work, string port)
    {
        string empty = work.NewPath("empty");
        Directory.CreateDirectory(empty);
        return $"""
            listen=YES
            listen_address=127.0.0.1
            listen_port={port}
            background=NO
            anonymous_enable=YES
            no_anon_password=NO
            anon_root={work.Root}
            anon_umask=022
            write_enable=YES
            anon_upload_enable=YES
            anon_mkdir_write_enable=YES
            anon_other_write_enable=YES
            max_clients=0
            max_per_ip=0
            xferlog_enable=YES
            vsftpd_log_file={work.NewPath("transfers.log")}
            ftp_username=daemon
            nopriv_user=nobody
            seccomp_sandbox=NO
            secure_chroot_dir={empty}

            """;
    }
}
