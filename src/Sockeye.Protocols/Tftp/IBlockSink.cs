namespace Sockeye.Protocols.Tftp;

/// <summary>Where a receiver's bytes go.</summary>
/// <remarks>Called from the machine's driver, one call at a time, in the order of the file, each byte once.</remarks>
public interface IBlockSink
{
    /// <summary>Takes the bytes at <paramref name="offset"/>, which is where the last ones ended.</summary>
    /// <exception cref="IOException">They cannot be stored. The transfer then ends with an ERROR.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>The last byte has been written. Called before the peer is told so.</summary>
    /// <returns>
    /// true when all is stored. false when it takes longer: the receiver then holds its last ACK back until
    /// <see cref="TftpReceiver.Confirm"/> or <see cref="TftpReceiver.Abort"/>.
    /// </returns>
    /// <exception cref="IOException">They cannot be stored. The transfer then ends with an ERROR.</exception>
    bool TryComplete();
}
