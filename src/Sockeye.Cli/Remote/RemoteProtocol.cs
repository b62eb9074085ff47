namespace Sockeye.Cli.Remote;

/// <summary>How a remote file is reached.</summary>
internal enum RemoteProtocol
{
    /// <summary>SFP/1 over a stream.</summary>
    Sfp,

    /// <summary>TFTP over datagrams.</summary>
    Tftp,
}
