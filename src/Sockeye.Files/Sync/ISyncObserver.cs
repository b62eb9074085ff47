using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>Is told what a sync does, while it does it.</summary>
/// <remarks>
/// Called by the tasks that do the work, several at once while files are copied: an implementation is safe from any
/// thread, soon back, and does not throw.
/// </remarks>
public interface ISyncObserver
{
    /// <summary>Files will be copied; called once, before the first.</summary>
    /// <param name="files">How many at most.</param>
    /// <param name="bytes">How many bytes they have, as far as it is known.</param>
    void OnPlanned(int files, long bytes);

    /// <summary>A file begins to be copied.</summary>
    /// <param name="path">Which, from the directory that is synced.</param>
    /// <returns>Is told the position reached, and disposed when the copy has ended; null for nobody.</returns>
    ITransferWatch? OnCopying(string path);

    /// <summary>Something was done, would be done, or failed.</summary>
    void OnReport(SyncReport report);

    /// <summary>Something a person should know, as a sentence. Safe to print.</summary>
    void OnNote(string note);
}
