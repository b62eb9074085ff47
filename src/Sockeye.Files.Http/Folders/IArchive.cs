using Sockeye.Fairness;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>A format that holds many files, written from the first byte to the last.</summary>
internal interface IArchive
{
    /// <summary>The extension, with the dot.</summary>
    string Extension { get; }

    /// <summary>As it stands in Content-Type.</summary>
    string MediaType { get; }

    /// <summary>Begins one.</summary>
    IArchiveWriter Begin(Stream output);
}

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
