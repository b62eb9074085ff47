using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Http.Requests;

/// <summary>What is known of an upload that can go on, besides the bytes that are kept.</summary>
/// <param name="Length">Bytes of the whole; null until somebody tells.</param>
/// <param name="Sum">What they must sum to; null when nobody told.</param>
/// <param name="IsComplete">Whether it was published.</param>
/// <param name="MustBeNew">Whether it replaces no file.</param>
/// <param name="Replaces">Whether there was a file of that name when it began.</param>
internal sealed record UploadState(
    long? Length = null, Sha256Sum? Sum = null, bool IsComplete = false, bool MustBeNew = false,
    bool Replaces = false);
