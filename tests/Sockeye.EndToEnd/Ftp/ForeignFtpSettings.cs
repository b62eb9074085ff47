using System.Globalization;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>The command lines of the servers of others, with the files they name.</summary>
internal static class ForeignFtpSettings
{
    /// <summary>It knows no visitor without an account but one of the system's.</summary>
    public const string PureFtpdUser = "visitor";

    public static string[] Vsftpd(ForeignFtpFolder place, bool isSecured)
    {
        string plain = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            listen=YES
            listen_address=127.0.0.1
            listen_port={place.Port}
            background=NO
            anonymous_enable=YES
            no_anon_password=YES
            anon_root={place.Root}
            anon_umask=022
            write_enable=YES
            anon_upload_enable=YES
            anon_mkdir_write_enable=YES
            anon_other_write_enable=YES
            ftp_username=daemon
            nopriv_user=nobody
            seccomp_sandbox=NO
            secure_chroot_dir={place.Folder.AddDirectory("empty")}

            """);
        string tls = $"""
            ssl_enable=YES
            allow_anon_ssl=YES
            force_anon_logins_ssl=YES
            force_anon_data_ssl=YES
            rsa_cert_file={place.Certificate}
            rsa_private_key_file={place.Key}
            require_ssl_reuse=YES
            ssl_ciphers=HIGH

            """;
        return [place.AddConfiguration(isSecured ? plain + tls : plain)];
    }

    /// <param name="place">Where.</param>
    /// <param name="isSecured">Whether it insists on TLS.</param>
    /// <param name="program">Its path: its modules are beside it.</param>
    public static string[] Proftpd(ForeignFtpFolder place, bool isSecured, string program)
    {
        string modules = Path.GetFullPath(Path.Combine(program, "../../lib/proftpd"));
        string tls = $"""
            ModulePath {modules}
            LoadModule mod_tls.c
            TLSEngine on
            TLSRequired on
            TLSRSACertificateFile {place.Certificate}
            TLSRSACertificateKeyFile {place.Key}

            """;
        string plain = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ServerType standalone
            DefaultAddress 127.0.0.1
            Port {place.Port}
            User nobody
            Group nogroup
            UseIPv6 off
            AuthPAM off
            PidFile {place.Folder.At("pid")}
            ScoreboardFile {place.Folder.At("scoreboard")}
            DelayTable none
            WtmpLog off
            SystemLog {place.Folder.At("log")}
            TransferLog none
            <Anonymous {place.Root}>
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
        return ["-n", "-q", "-c", place.AddConfiguration(isSecured ? tls + plain : plain)];
    }

    public static async Task<string[]> PureFtpdAsync(ForeignFtpFolder place, bool isSecured)
    {
        string users = place.Folder.At("users.pdb");
        await using RunningProcess adding = RunningProcess.Start(
            Peer.Find(Peer.PurePassword), "useradd", PureFtpdUser, "-u", "nobody", "-g", "nogroup", "-d", place.Root,
            "-f", place.Folder.At("users"), "-F", users, "-m");
        await adding.FeedAsync($"{ForeignFtpFolder.Password}\n{ForeignFtpFolder.Password}\n");
        ProcessResult added = await adding.ResultAsync();
        added.AssertExit(0);

        string bind = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{place.Port}");
        string[] plain =
            ["-S", bind, "-4", "-H", "-E", "-u", "1", "-f", "none", "-g", place.Folder.At("pid"), "-l", $"puredb:{users}"];
        if (!isSecured)
            return plain;

        string both = place.Folder.At("both.pem");
        await File.WriteAllTextAsync(
            both, await File.ReadAllTextAsync(place.Key) + await File.ReadAllTextAsync(place.Certificate));
        const string ForEverything = "3"; // control and data connections
        return [.. plain, "-Y", ForEverything, "-2", both];
    }
}
