namespace Sockeye.Files.Storage;

/// <summary>The storage will not do what was asked, and nothing has changed.</summary>
/// <remarks>
/// Not an <see cref="IOException"/>: on a connection that means the peer went away, and of a file that it is at fault
/// (<see cref="LocalFiles.LocalFileException"/>).
/// </remarks>
/// <param name="refusal">Why; decides what to answer.</param>
/// <param name="message">Details for our own log, safe to show. It is never sent to the peer.</param>
/// <param name="cause">The failure behind it, if there is one.</param>
public sealed class FileRefusedException(FileRefusal refusal, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why it was refused.</summary>
    public FileRefusal Refusal { get; } = refusal;
}

/// <summary>
/// Why the storage will not do what was asked. A service translates it to its own protocol's error code.
/// </summary>
public enum FileRefusal
{
    /// <summary>There is no such file or directory.</summary>
    NotFound,

    /// <summary>
    /// It exists, but is a link, a device or otherwise not a regular file, or the rights do not allow it.
    /// </summary>
    NotAllowed,

    /// <summary>The name is taken, and was not to be replaced; or the directory is not empty.</summary>
    Exists,

    /// <summary>The name breaks the rules of <see cref="FileName"/>.</summary>
    BadName,

    /// <summary>The part asked for is not within the file.</summary>
    BadRange,

    /// <summary>It is longer than the limit.</summary>
    TooLarge,

    /// <summary>Other bytes arrived than were announced: too few or too many.</summary>
    WrongLength,

    /// <summary>The bytes do not match the SHA-256 announced for them.</summary>
    Checksum,

    /// <summary>The disk or the quota is full.</summary>
    Full,

    /// <summary>It is in use, or the system is short of something for the moment.</summary>
    Busy,
}
