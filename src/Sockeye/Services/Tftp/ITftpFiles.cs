namespace Sockeye.Services.Tftp;

/// <summary>The files that a TFTP server serves. Checking names is its business.</summary>
public interface ITftpFiles
{
    /// <summary>Opens a file to be read.</summary>
    /// <param name="name">As the client wrote it, without leading slashes.</param>
    /// <exception cref="TftpFileException">It is not served.</exception>
    TftpFile OpenRead(string name);

    /// <summary>Begins an upload; nothing is seen of it before it is published.</summary>
    /// <param name="name">As the client wrote it, without leading slashes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TftpFileException">It is not taken.</exception>
    ValueTask<ITftpUpload> CreateUploadAsync(string name, CancellationToken cancel);
}
