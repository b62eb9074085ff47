using Microsoft.Win32.SafeHandles;

namespace Sockeye.Services.Tftp;

/// <summary>A file being received. Disposing it without publishing discards it.</summary>
public interface ITftpUpload : IAsyncDisposable
{
    /// <summary>Where the bytes go.</summary>
    SafeFileHandle Handle { get; }

    /// <summary>Makes the file visible under its name, whole.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TftpFileException">It is not taken after all.</exception>
    /// <exception cref="IOException">It cannot be stored.</exception>
    ValueTask PublishAsync(CancellationToken cancel);
}
