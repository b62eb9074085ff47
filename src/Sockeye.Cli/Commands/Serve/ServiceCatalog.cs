using Sockeye.Lab;
using Sockeye.Services.Ack;
using Sockeye.Services.Echo;
using Sockeye.Services.Files;
using Sockeye.Services.Hello;
using Sockeye.Services.Tftp;
using Sockeye.Services.Upper;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The services by name, with the ports of their exercises.</summary>
internal static class ServiceCatalog
{
    /// <summary>The service <c>http</c>: the usual port of those who need no privilege for it.</summary>
    public const int HttpPort = 8080;

    private const int EchoPort = 7; // RFC 862
    private const int FtpPort = 21; // RFC 959

    public static IReadOnlyList<ServiceDefinition> All { get; } =
    [
        new("hello", "Takes HELLO and, with --reply, answers HELLO.", _ => Endpoint.Tcp(null, Ports.Hello))
        {
            Stream = settings => new HelloHandler(settings.Reply, settings.OnMessage),
        },
        new("ack", "Prints each message and answers 'Message received by server'.", _ => Endpoint.Tcp(null, Ports.Ack))
        {
            Stream = settings => new AckHandler(settings.OnMessage),
        },
        new("echo", "Sends back what it receives (RFC 862).", _ => Endpoint.Tcp(null, EchoPort))
        {
            Stream = _ => new EchoHandler(),
            Datagram = _ => new EchoDatagramService(),
        },
        new(
            "files", "Serves the files of --root by SFP/1; takes files with --writable.",
            mode => Endpoint.Tcp(null, FilesPort(mode)))
        {
            NeedsRoot = true,
            OpenFiles = SocketsAndFile(sockets: 1),
            Stream = settings => new FilesHandler(
                settings.Folder!,
                new FilesOptions
                {
                    FirstRequestTimeout = settings.Limits.DrainTimeout * 0.9, // and the rest to end in good order
                    ClosesAfterFirstAnswer = settings.Limits.Mode == ServeMode.Once,
                    TakesPlainPasswords = settings.TakesPlainPasswords,
                },
                settings.Logger),
        },
        new(
            "http", "Serves the files of --root by HTTP, to browsers and programs; tls://*:8443 is HTTPS.",
            _ => Endpoint.Tcp(null, HttpPort))
        {
            NeedsRoot = true,
            OpenFiles = SocketsAndFile(sockets: 1),
            Stream = HttpService.Create,
            Rehearse = Rehearsal.OfHttpAsync,
            ApplicationProtocols = HttpService.ApplicationProtocols,
        },
        new(
            "ftp", "Serves the files of --root by FTP; takes files with --writable.",
            _ => Endpoint.Tcp(null, FtpPort))
        {
            NeedsRoot = true,
            SecuresItself = true,
            OpenFiles = SocketsAndFile(sockets: 2), // a listener for data is closed when its client has connected
            Stream = settings => settings.Ftp!(settings),
        },
        new(
            "tftp", "Serves the files of --root by TFTP; takes files with --writable.",
            _ => Endpoint.Udp(null, Ports.Tftp))
        {
            NeedsRoot = true,
            OpenFiles = static _ => 2,
            Datagram = settings => new TftpService(settings.Folder!, new TftpServiceOptions()),
        },
        new("upper", "Returns text in upper case.", _ => Endpoint.Tcp(null, Ports.Upper))
        {
            Stream = _ => new UpperHandler(),
        },
    ];

    /// <summary>The service of that name; null when there is none.</summary>
    public static ServiceDefinition? Find(string name) => All.FirstOrDefault(service => service.Name == name);

    private static Func<bool, int> SocketsAndFile(int sockets)
    {
        const int file = 1;
        const int pipe = 2;
        return mayUpload => sockets + file + (mayUpload ? pipe : 0);
    }

    private static int FilesPort(ServeMode mode) => mode switch
    {
        { StopAfter: 1 } => Ports.FilesOnce,
        { Concurrency: 1 } => Ports.FilesIterative,
        _ => Ports.FilesConcurrent,
    };
}
