using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Ftp;
using Sockeye.Services.Ftp;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of <c>serve ftp</c>: TLS, and where data connections come to.</summary>
internal sealed class FtpServeOptions
{
    private readonly Option<FtpProtection?> _tls = new("--ftp-tls")
    {
        Description = "ftp: none, offered, passwords (only over TLS) or everything. Default: passwords with --users, "
            + "otherwise none.",
        HelpName = "level",
    };

    private readonly Option<bool> _reuse = new("--ftp-tls-reuse")
    {
        Description = "ftp: a data connection must go on from the TLS session of its control connection.",
    };

    private readonly Option<PortRange?> _ports = new("--passive-ports")
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

    private readonly Option<IPAddress?> _address = new("--public-address")
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

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_tls, _reuse, _ports, _address];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Serves a folder.</summary>
    public FtpHandler Handler(
        ParseResult parsed, CommandContext context, ServiceSettings settings, IdentityOptions identity, TimeSpan? idle)
    {
        FtpProtection usual = settings.Folder!.Accounts.HasLogins ? FtpProtection.Passwords : FtpProtection.None;
        var options = new FtpOptions
        {
            Protection = parsed.GetValue(_tls) ?? usual,
            IsImplicitTls = settings.BeginsWithTls,
            RequiresTlsReuse = parsed.GetValue(_reuse),
            LateHandshakeTimeout = settings.Limits.DrainTimeout * 0.9, // and the rest to end in good order
            PublicAddress = parsed.GetValue(_address),
        };
        if (parsed.GetValue(_ports) is { } ports)
            options = options with { PassivePorts = ports };
        if (idle is { } limit)
            options = options with { IdleTimeout = limit };
        bool usesTls = options.IsImplicitTls || options.Protection != FtpProtection.None;
        return new FtpHandler(
            settings.Folder, context.Network.Streams, context.Time, options,
            usesTls ? identity.Server(parsed, context) : null, context.Surroundings.Logger);
    }
}
