namespace Sockeye.Files.Http.Requests;

/// <summary>What all requests to a folder share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Uploads">The uploads that can go on.</param>
/// <param name="MaxUploadBytes">The longest file that is taken, in bytes.</param>
/// <param name="MaxCompressedBytes">The longest text that is compressed while it is sent.</param>
/// <param name="MaxFormFiles">How many files one form may bring.</param>
internal sealed record FolderUse(
    TimeProvider Time, UploadTable Uploads, long MaxUploadBytes, long MaxCompressedBytes, int MaxFormFiles);
