namespace Sockeye.Protocols.Chat;

/// <summary>
/// Which nicks and rooms are the same: those that differ by the case of A to Z alone (<c>CASEMAPPING=ascii</c>).
/// </summary>
public sealed class ChatNameComparer : IEqualityComparer<string>
{
    private ChatNameComparer()
    {
    }

    /// <summary>The one there is.</summary>
    public static ChatNameComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Length == y.Length && AreSame(x, y));

    /// <inheritdoc/>
    public int GetHashCode(string obj)
    {
        var hash = default(HashCode); // with a secret of this process: names of strangers are keys
        foreach (char character in obj)
            hash.Add(Fold(character));
        return hash.ToHashCode();
    }

    /// <summary>A character as it counts.</summary>
    internal static char Fold(char character) =>
        char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;

    private static bool AreSame(string x, string y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (Fold(x[i]) != Fold(y[i]))
                return false;
        }

        return true;
    }
}
