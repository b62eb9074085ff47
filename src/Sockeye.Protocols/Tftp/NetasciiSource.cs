namespace Sockeye.Protocols.Tftp;

/// <summary>A text file as netascii: LF becomes CR LF, CR becomes CR NUL (RFC 1350 §1, RFC 764).</summary>
/// <remarks>
/// The place of a block in the file is only known after translating all before it, so the places of the last blocks
/// are remembered: as many as can be lost at once.
/// </remarks>
/// <param name="file">The file.</param>
/// <param name="rememberedReads">How many of the last reads can be repeated.</param>
internal sealed class NetasciiSource(IBlockSource file, int rememberedReads) : IBlockSource
{
    private const int Nothing = -1;

    private readonly Queue<Place> _places = new();
    private readonly byte[] _chunk = new byte[1024]; // our choice: two blocks of the smallest usual size
    private Place _next = new(0, 0, Nothing);

    /// <summary>
    /// Where a read begins: in the translation, in the file, and the second byte of a pair cut in two.
    /// </summary>
    private readonly record struct Place(long Offset, long FileOffset, int Pending);

    public long? Length => null;

    public int Read(long offset, Span<byte> buffer)
    {
        if (offset != _next.Offset)
            _next = Recall(offset);
        else
            Remember(_next);

        int written = 0;
        while (written < buffer.Length)
        {
            int more = Translate(buffer[written..]);
            if (more == 0)
                break;
            written += more;
        }

        _next = _next with { Offset = offset + written };
        return written;
    }

    // Translates one chunk of the file; 0 at its end.
    private int Translate(Span<byte> output)
    {
        int written = 0;
        if (_next.Pending != Nothing)
        {
            output[written++] = (byte)_next.Pending;
            _next = _next with { Pending = Nothing };
        }

        int read = file.Read(_next.FileOffset, _chunk.AsSpan(0, Math.Min(_chunk.Length, output.Length - written)));
        int used = 0;
        while (used < read && written < output.Length)
        {
            byte b = _chunk[used++];
            bool isPair = b is (byte)'\n' or (byte)'\r';
            int second = b == (byte)'\n' ? '\n' : 0;
            output[written++] = isPair ? (byte)'\r' : b;
            if (isPair && written < output.Length)
                output[written++] = (byte)second;
            else if (isPair)
                _next = _next with { Pending = second };
        }

        _next = _next with { FileOffset = _next.FileOffset + used };
        return written;
    }

    private void Remember(Place place)
    {
        if (_places.Count == rememberedReads)
            _places.Dequeue();
        _places.Enqueue(place);
    }

    // Places behind the recalled one are forgotten: they are read, and remembered, again.
    private Place Recall(long offset)
    {
        for (int i = _places.Count; i > 0; i--)
        {
            Place place = _places.Dequeue();
            if (place.Offset <= offset)
                _places.Enqueue(place);
        }

        Place last = _places.LastOrDefault(new Place(-1, 0, Nothing));
        return last.Offset == offset
            ? last
            : throw new LocalProtocolException($"the block at {offset} of a netascii file is no longer remembered");
    }
}
