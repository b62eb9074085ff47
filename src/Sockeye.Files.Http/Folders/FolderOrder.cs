namespace Sockeye.Files.Http.Folders;

/// <summary>By what a listing is sorted.</summary>
internal enum FolderOrder
{
    /// <summary>By name, directories first; the default.</summary>
    Name,

    /// <summary>By length.</summary>
    Size,

    /// <summary>By the time of the last change.</summary>
    Modified,
}
