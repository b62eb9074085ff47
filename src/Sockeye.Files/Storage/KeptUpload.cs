namespace Sockeye.Files.Storage;

/// <summary>An upload that was cut, and can go on.</summary>
/// <param name="Directory">The directory it is in; null is the root.</param>
/// <param name="Entry">Its temporary name.</param>
/// <param name="Bytes">How much of it arrived.</param>
/// <param name="Changed">When the last of it did.</param>
internal sealed record KeptUpload(FileName? Directory, string Entry, long Bytes, DateTimeOffset Changed)
{
    /// <summary>What tells it from all others below the root.</summary>
    public string Path => PathOf(Directory, Entry);

    /// <summary>Whose it is.</summary>
    public string Owner { get; } = TemporaryName.OwnerOf(Entry);

    public static string PathOf(FileName? directory, string entry) => $"{directory?.Text}/{entry}";
}
