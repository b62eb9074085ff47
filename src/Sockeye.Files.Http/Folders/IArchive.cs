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
