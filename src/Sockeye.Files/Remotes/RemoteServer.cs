namespace Sockeye.Files.Remotes;

/// <summary>A server whose files our user deals with.</summary>
/// <param name="Context">What that takes of the world.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Options">How to deal with it.</param>
internal sealed record RemoteServer(RemoteContext Context, RemoteUrl Url, RemoteOptions Options)
{
    /// <summary>Its files; a connection that breaks is tried again.</summary>
    public IRemoteFiles Open() => RemoteFiles.Open(Context, Url, Options);
}
