using Sockeye.Fairness;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>An archive that is being written. Without its end nobody takes it for a whole one.</summary>
internal interface IArchiveWriter : IDisposable
{
    /// <summary>Adds a directory.</summary>
    ValueTask AddDirectoryAsync(string name, DateTimeOffset modified, CancellationToken cancel);

    /// <summary>Adds a file, as many bytes as it had when it was opened.</summary>
    ValueTask AddFileAsync(string name, ServedFile file, WorkPlace place, CancellationToken cancel);

    /// <summary>Adds a short text of ours.</summary>
    ValueTask AddTextAsync(string name, string text, DateTimeOffset modified, CancellationToken cancel);

    /// <summary>Writes the end.</summary>
    ValueTask EndAsync(CancellationToken cancel);
}
