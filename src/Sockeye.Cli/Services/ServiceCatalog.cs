namespace Sockeye.Cli.Services;

/// <summary>The services by name.</summary>
internal static class ServiceCatalog
{
    public static IReadOnlyList<ServiceModule> All { get; } =
    [
        HelloModule.Module, AckModule.Module, EchoModule.Module, FilesModule.Module, HttpModule.Module,
        FtpModule.Module, TftpModule.Module, UpperModule.Module,
    ];

    /// <summary>The service of that name; null when there is none.</summary>
    public static ServiceModule? Find(string name) => All.FirstOrDefault(service => service.Name == name);
}
