using Microsoft.Win32.SafeHandles;

namespace Sockeye.Services.Tftp;

/// <summary>A file opened to be sent.</summary>
/// <param name="Handle">The file; closed when the transfer is over.</param>
/// <param name="Length">Its bytes, when it was opened.</param>
public sealed record TftpFile(SafeFileHandle Handle, long Length);
