using Sockeye.Files.Sfp;
using Sockeye.Lab;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>files</c>: SFP/1.</summary>
internal static class FilesModule
{
    public static ServiceModule Module { get; } = new(
        "files", "Serves the files of --root by SFP/1; takes files with --writable.",
        mode => Endpoint.Tcp(null, PortOf(mode)))
    {
        NeedsRoot = true,
        OpenFiles = ServiceModule.SocketsAndFile(sockets: 1),
        Stream = settings => new SfpHandler(settings.Folder!, OptionsOf(settings), settings.Logger),
    };

    private static SfpOptions OptionsOf(ServiceSettings settings) => new()
    {
        FirstRequestTimeout = settings.FirstRequestTimeout,
        ClosesAfterFirstAnswer = settings.Limits.Mode == ServeMode.Once,
        TakesPlainPasswords = settings.TakesPlainPasswords,
    };

    private static int PortOf(ServeMode mode) => mode switch
    {
        { StopAfter: 1 } => Ports.FilesOnce,
        { Concurrency: 1 } => Ports.FilesIterative,
        _ => Ports.FilesConcurrent,
    };
}
