namespace Sockeye.Cli.Remote;

/// <summary>Finds the protocol for a URL.</summary>
internal static class RemoteFiles
{
    public static IRemoteFiles Open(CommandContext context, RemoteUrl url, RemoteOptions options) => url.Protocol switch
    {
        RemoteProtocol.Sfp => new SfpRemote(context, url.Endpoint, options),
        _ => new TftpRemote(context, url.Endpoint, options),
    };
}
