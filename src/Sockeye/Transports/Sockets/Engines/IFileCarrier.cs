using Microsoft.Win32.SafeHandles;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>Files that the kernel carries to a stream, and from it: their bytes do not come here.</summary>
internal interface IFileCarrier
{
    /// <summary>Sends as much of a file as fits, at least a byte unless it has ended.</summary>
    /// <returns>null when the kernel cannot carry this file.</returns>
    ValueTask<int?> SendFileAsync(SafeFileHandle file, long offset, int maxBytes, CancellationToken cancel);

    /// <summary>Receives into an empty pipe what is there, at least a byte; 0 at the end.</summary>
    /// <returns>null when the kernel cannot carry from this socket.</returns>
    ValueTask<int?> SpliceAsync(SplicePipe pipe, int maxBytes, CancellationToken cancel);
}
