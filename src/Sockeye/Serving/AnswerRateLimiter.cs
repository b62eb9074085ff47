using System.Numerics;

namespace Sockeye.Serving;

/// <summary>How often the same is answered: so many at once, and then so many in a second.</summary>
/// <remarks>
/// <para>A table of fixed size, however many names a flood has. Each place belongs to whom it was used by most (the
/// majority vote of Boyer and Moore, 1981): others that pass by only wear its count down, so neither they nor the one
/// who loops are counted for each other.</para>
/// <para>Used by one thread at a time. The clock is only read where an allowance is used up.</para>
/// </remarks>
/// <param name="atOnce">How many before the rate counts.</param>
/// <param name="perSecond">How many come back in a second.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerRateLimiter(int atOnce, int perSecond, TimeProvider time)
{
    private const int Places = 4_096; // our choice: 64 KiB

    private readonly Place[] _places = new Place[Places];
    private readonly long _start = time.GetTimestamp();

    /// <summary>Takes one of what is allowed.</summary>
    /// <param name="key">Whose; a hash.</param>
    /// <returns>false when all is used up.</returns>
    public bool TryTake(uint key)
    {
        ref Place place = ref _places[BitOperations.Crc32C(0, key) % Places];
        if (place.Used == 0)
            place.Key = key;
        if (place.Key != key)
        {
            place.Used--;
            return true;
        }

        if (place.Used >= atOnce)
            ComeBack(ref place);
        if (place.Used >= atOnce)
            return false;

        place.Used++;
        return true;
    }

    // Since it was last looked at. Before the first look that is since the start: never less than what is due.
    private void ComeBack(ref Place place)
    {
        TimeSpan now = time.GetElapsedTime(_start);
        double due = (now - place.LookedAt).TotalSeconds * perSecond;
        if (due < 1)
            return;

        place.Used = due >= place.Used ? 0 : place.Used - (int)due;
        place.LookedAt = now;
    }

    private struct Place
    {
        public uint Key;
        public int Used;
        public TimeSpan LookedAt;
    }
}
