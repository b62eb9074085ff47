namespace Sockeye.Protocols.Tftp;

/// <summary>Netascii back to a text file: CR LF becomes LF, CR NUL becomes CR (RFC 1350 §1, RFC 764).</summary>
/// <remarks>A CR before anything else, which the rule forbids, is kept as it is.</remarks>
/// <param name="file">The file.</param>
internal sealed class NetasciiSink(IBlockSink file) : IBlockSink
{
    private readonly byte[] _chunk = new byte[1024]; // our choice: two blocks of the smallest usual size
    private int _chunkBytes;
    private long _fileOffset;
    private bool _endedInCr;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (_endedInCr)
            {
                _endedInCr = false;
                if (b == (byte)'\n' || b == 0)
                {
                    Put(b == 0 ? (byte)'\r' : b);
                    continue;
                }

                Put((byte)'\r');
            }

            if (b == (byte)'\r')
                _endedInCr = true;
            else
                Put(b);
        }

        Flush();
    }

    public bool TryComplete()
    {
        if (_endedInCr)
            Put((byte)'\r');
        Flush();
        return file.TryComplete();
    }

    private void Put(byte b)
    {
        if (_chunkBytes == _chunk.Length)
            Flush();
        _chunk[_chunkBytes++] = b;
    }

    private void Flush()
    {
        if (_chunkBytes == 0)
            return;

        file.Write(_fileOffset, _chunk.AsSpan(0, _chunkBytes));
        _fileOffset += _chunkBytes;
        _chunkBytes = 0;
    }
}
