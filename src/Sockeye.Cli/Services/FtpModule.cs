using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Sockeye.Files.Ftp;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>ftp</c>, with TLS or without.</summary>
internal static class FtpModule
{
    private const int Port = 21; // RFC 959

    private static readonly Option<FtpProtection?> Tls = new("--ftp-tls")
    {
        Description = "ftp: none, offered, passwords (only over TLS) or everything. Default: passwords with --users, "
            + "otherwise none.",
        HelpName = "level",
        CompletionSources = { "none", "offered", "passwords", "everything" },
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out FtpProtection level))
                return level;

            result.AddError($"'{text}' says not what TLS is for; write none, offered, passwords or everything");
            return null;
        },
    };

    private static readonly Option<bool> TlsReuse = new("--ftp-tls-reuse")
    {
        Description = "ftp: a data connection must go on from the TLS session of its control connection.",
    };

    private static readonly Option<PortRange?> PassivePorts = new("--passive-ports")
    {
        Description = "ftp: the ports of data connections, as 50000-50100. Default: 49152-65535.",
        HelpName = "first-last",
        CustomParser = result =>
        {
            if (PortRange.TryParse(result.Tokens[0].Value, out PortRange range))
                return range;

            result.AddError($"'{result.Tokens[0].Value}' is not a range of ports; write one like 50000-50100");
            return null;
        },
    };

    private static readonly Option<IPAddress?> PublicAddress = new("--public-address")
    {
        Description = "ftp: the IPv4 address that PASV tells, where it is another outside than here.",
        HelpName = "address",
        CustomParser = result =>
        {
            bool isAddress = IPAddress.TryParse(result.Tokens[0].Value, out IPAddress? address);
            if (isAddress && address!.AddressFamily == AddressFamily.InterNetwork)
                return address;

            result.AddError($"'{result.Tokens[0].Value}' is not an IPv4 address");
            return null;
        },
    };

    public static ServiceModule Module { get; } = new(
        "ftp", "Serves the files of --root by FTP; takes files with --writable.", _ => Endpoint.Tcp(null, Port))
    {
        Options = [Tls, TlsReuse, PassivePorts, PublicAddress],
        NeedsRoot = true,
        SecuresItself = true,
        OpenFiles = ServiceModule.SocketsAndFile(sockets: 2), // a data listener is closed when its client has connected
        Stream = Create,
    };

    private static FtpHandler Create(ServiceSettings settings)
    {
        FtpOptions options = OptionsOf(settings);
        bool usesTls = options.IsImplicitTls || options.Protection != FtpProtection.None;
        return new FtpHandler(
            settings.Folder!, settings.Streams, settings.Time, options, usesTls ? settings.Identity?.Invoke() : null,
            settings.Logger);
    }

    private static FtpOptions OptionsOf(ServiceSettings settings)
    {
        FtpProtection usual = settings.MustSecure ? FtpProtection.Everything
            : settings.Identity is not null && settings.Folder!.Accounts.HasLogins ? FtpProtection.Passwords
            : FtpProtection.None;
        var options = new FtpOptions
        {
            Protection = settings.ValueOf(Tls) ?? usual,
            IsImplicitTls = settings.BeginsWithTls,
            RequiresTlsReuse = settings.ValueOf(TlsReuse),
            LateHandshakeTimeout = settings.FirstRequestTimeout,
            PublicAddress = settings.ValueOf(PublicAddress),
        };
        if (settings.ValueOf(PassivePorts) is { } ports)
            options = options with { PassivePorts = ports };
        return settings.IdleTimeout is { } limit ? options with { IdleTimeout = limit } : options;
    }
}
