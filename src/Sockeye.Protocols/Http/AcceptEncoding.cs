namespace Sockeye.Protocols.Http;

/// <summary>Which compressions a client takes (RFC 9110 §12.5.3).</summary>
/// <param name="Brotli">Its weight of <c>br</c>, 0 to 1,000; 0 is no.</param>
/// <param name="Gzip">Its weight of <c>gzip</c>, 0 to 1,000; 0 is no.</param>
public readonly record struct AcceptEncoding(int Brotli, int Gzip)
{
    /// <summary>Reads the field; null, empty and what is not understood take nothing.</summary>
    public static AcceptEncoding Parse(string? field)
    {
        (int brotli, int gzip, int others) = (-1, -1, 0);
        foreach (WeightedItem item in new WeightedList(field))
        {
            switch (item.Value)
            {
                case "br": brotli = item.Weight; break;
                case "gzip" or "x-gzip": gzip = item.Weight; break;
                case "*": others = item.Weight; break;
            }
        }

        return new AcceptEncoding(brotli < 0 ? others : brotli, gzip < 0 ? others : gzip);
    }

    /// <summary>Which of those that are there it likes best; brotli when it likes both.</summary>
    public ContentCoding Choose(bool hasBrotli, bool hasGzip)
    {
        int brotli = hasBrotli ? Brotli : 0;
        int gzip = hasGzip ? Gzip : 0;
        if (brotli == 0 && gzip == 0)
            return ContentCoding.Identity;
        return brotli >= gzip ? ContentCoding.Brotli : ContentCoding.Gzip;
    }
}

/// <summary>How content is compressed (RFC 9110 §8.4.1).</summary>
public enum ContentCoding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary><c>gzip</c> (RFC 1952).</summary>
    Gzip,

    /// <summary><c>br</c> (RFC 7932).</summary>
    Brotli,
}
