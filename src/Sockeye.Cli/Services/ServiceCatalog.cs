namespace Sockeye.Cli.Services;

/// <summary>The services by name.</summary>
internal static class ServiceCatalog
{
    public static IReadOnlyList<ServiceModule> All { get; } =
    [
        HelloModule.Module, AckModule.Module, EchoModule.Module, FilesModule.Module, HttpModule.Module,
        FtpModule.Module, TftpModule.Module, UpperModule.Module, LinesModule.Module,
    ];

    /// <summary>Names that stand for several services.</summary>
    public static IReadOnlyList<ServiceBundle> Bundles { get; } =
    [
        new("chat", "All doors of one hall of rooms, each at its default.", [LinesModule.Module]),
    ];

    /// <summary>All that can be named.</summary>
    public static IEnumerable<(string Name, string Description)> Names =>
        All.Select(static service => (service.Name, service.Description))
            .Concat(Bundles.Select(static bundle => (bundle.Name, bundle.Description)));

    /// <summary>The service of that name; null when there is none.</summary>
    public static ServiceModule? Find(string name) => All.FirstOrDefault(service => service.Name == name);

    /// <summary>The services that a name stands for; none when there are none of that name.</summary>
    public static IReadOnlyList<ServiceModule> FindAll(string name) =>
        FindBundle(name)?.Services ?? (Find(name) is { } service ? [service] : []);

    /// <summary>What a name stands for if that is several services; null when it is not.</summary>
    public static ServiceBundle? FindBundle(string name) => Bundles.FirstOrDefault(bundle => bundle.Name == name);
}

/// <summary>Several services under one name.</summary>
/// <param name="Name">What a person writes.</param>
/// <param name="Description">One line of help.</param>
/// <param name="Services">What it stands for.</param>
internal sealed record ServiceBundle(string Name, string Description, IReadOnlyList<ServiceModule> Services);
