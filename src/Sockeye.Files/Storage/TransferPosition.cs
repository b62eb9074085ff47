namespace Sockeye.Files.Storage;

/// <summary>How far a transfer has come.</summary>
/// <param name="Bytes">The position reached in the file.</param>
/// <param name="Total">Where it will end; null while nobody has told.</param>
public readonly record struct TransferPosition(long Bytes, long? Total);
