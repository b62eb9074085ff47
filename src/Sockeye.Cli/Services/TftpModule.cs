using System.CommandLine;
using Sockeye.Files.Tftp;
using Sockeye.Lab;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>tftp</c>.</summary>
internal static class TftpModule
{
    private static readonly Option<bool> SinglePort = new("--single-port")
    {
        Description = "tftp: keep all transfers on its one port, for firewalls.",
    };

    public static ServiceModule Module { get; } = new(
        "tftp", "Serves the files of --root by TFTP; takes files with --writable.",
        _ => Endpoint.Udp(null, Ports.Tftp))
    {
        Options = [SinglePort],
        NeedsRoot = true,
        OpenFiles = static _ => 2,
        Datagram = settings => new TftpService(settings.Folder!, new TftpServiceOptions()),
        KeepsToItsPort = settings => settings.ValueOf(SinglePort),
    };
}
