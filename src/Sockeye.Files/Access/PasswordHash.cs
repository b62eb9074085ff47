using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Sockeye.Files.Access;

/// <summary>A password as it is kept: PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2), its parameters beside it.</summary>
/// <remarks>
/// The text form is <c>$pbkdf2-sha256$ITERATIONS$SALT$HASH</c>, salt and hash in base 64. Parameters of a file that are
/// beyond the limits are refused: checking a password must neither be worthless nor take minutes.
/// </remarks>
public sealed class PasswordHash
{
    /// <summary>The iterations of a new hash: 600,000, as OWASP's Password Storage Cheat Sheet asks for.</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>The fewest iterations that are taken: 100,000, our choice.</summary>
    public const int MinIterations = 100_000;

    /// <summary>The most iterations that are taken: 10,000,000, some seconds.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>The longest password in characters: our choice; beyond a hash's length it gains nothing.</summary>
    public const int MaxPasswordLength = 1024;

    private const string Scheme = "pbkdf2-sha256";
    private const int SaltBytes = 16; // RFC 8018 §4.1 asks for 8 at least, NIST SP 800-132 for 16
    private const int HashBytes = 32; // of SHA-256: more would only be more work for us

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;
    private string? _text;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) =>
        (_iterations, _salt, _hash) = (iterations, salt, hash);

    /// <summary>Hashes a new password, with a salt of its own.</summary>
    /// <param name="password">At most <see cref="MaxPasswordLength"/> characters.</param>
    /// <param name="iterations">Default 600,000: some tenths of a second.</param>
    public static PasswordHash Create(string password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, MaxPasswordLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, MinIterations);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>
    /// A hash that no password has, as costly as those of the accounts: for names that are not known.
    /// </summary>
    internal static PasswordHash OfNobody(IEnumerable<Account> accounts)
    {
        int iterations = accounts
            .Select(account => account.Password?._iterations)
            .OfType<int>()
            .FirstOrDefault(DefaultIterations);
        return new PasswordHash(
            iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));
    }

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        string[] parts = text.Split('$');
        if (parts is not ["", Scheme, var iterationsText, var salt, var sum])
            return false;
        if (!int.TryParse(iterationsText, NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            || iterations is < MinIterations or > MaxIterations)
            return false;
        if (Decode(salt) is not { Length: >= SaltBytes } saltBytes || Decode(sum) is not { Length: HashBytes } sumBytes)
            return false;

        hash = new PasswordHash(iterations, saltBytes, sumBytes);
        return true;
    }

    /// <summary>Whether it is this password. Takes as long for a wrong one; compared in constant time.</summary>
    public bool Matches(string password) =>
        password.Length <= MaxPasswordLength
        && CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _iterations), _hash);

    /// <summary>The text form.</summary>
    public override string ToString() => _text ??= string.Create(
        CultureInfo.InvariantCulture,
        $"${Scheme}${_iterations}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}");

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static byte[]? Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }
}
