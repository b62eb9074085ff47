namespace Sockeye.Files.Remotes;

/// <summary>Finds the protocol for a URL.</summary>
internal static class RemoteFiles
{
    /// <summary>The files of a server; a connection that breaks is tried again.</summary>
    public static IRemoteFiles Open(RemoteContext context, RemoteUrl url, RemoteOptions options) =>
        new RetryingRemote(context, () => OpenOnce(context, url, options), options);

    private static IRemoteFiles OpenOnce(RemoteContext context, RemoteUrl url, RemoteOptions options) =>
        url.Protocol switch
        {
            RemoteProtocol.Sfp => new SfpRemote(context, url.Endpoint, options),
            RemoteProtocol.Http => new HttpRemote(context, url, options),
            RemoteProtocol.Ftp => new FtpRemote(context, url, options),
            _ => new TftpRemote(context, url.Endpoint, options),
        };
}
