namespace Sockeye.Protocols.Tftp;

/// <summary>Where a sender's bytes come from.</summary>
/// <remarks>
/// Called from the machine's driver, one call at a time. Blocks are asked for again when they were lost.
/// </remarks>
public interface IBlockSource
{
    /// <summary>How many bytes there are; null when only reading to the end can tell. It does not change.</summary>
    long? Length { get; }

    /// <summary>Fills <paramref name="buffer"/> from <paramref name="offset"/>; fewer bytes only at the end.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="IOException">They cannot be read. The transfer then ends with an ERROR.</exception>
    int Read(long offset, Span<byte> buffer);
}
