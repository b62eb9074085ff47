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
