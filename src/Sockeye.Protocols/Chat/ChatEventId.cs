namespace Sockeye.Protocols.Chat;

/// <summary>What an event of a hall is called, for ever: those that come later are greater, also as texts.</summary>
/// <param name="Value">Milliseconds since 1970, and 20 bits that count within one.</param>
public readonly record struct ChatEventId(long Value)
{
    private const int CountBits = 20;
    private const int Characters = 13; // of 5 bits each: 65, of which 63 are used
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv"; // base32hex (RFC 4648 §7): it sorts

    /// <summary>The first that may be given to what happens at a time.</summary>
    public static ChatEventId FirstAt(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds() << CountBits);

    /// <summary>The next one: of that time, but in any case greater than this, whatever the clock does.</summary>
    public ChatEventId Next(DateTimeOffset time) => new(Math.Max(Value + 1, FirstAt(time).Value));

    /// <summary>13 digits and small letters.</summary>
    public override string ToString() => string.Create(Characters, Value, static (text, value) =>
    {
        for (int i = Characters - 1; i >= 0; i--, value >>>= 5)
            text[i] = Alphabet[(int)(value & 31)];
    });

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out ChatEventId id)
    {
        id = default;
        if (text.Length != Characters || text[0] > '7') // more would not fit
            return false;

        long value = 0;
        foreach (char character in text)
        {
            int digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value << 5) | (uint)digit;
        }

        id = new ChatEventId(value);
        return true;
    }
}
