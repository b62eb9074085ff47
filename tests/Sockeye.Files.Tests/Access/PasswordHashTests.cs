using Sockeye.Files.Access;

namespace Sockeye.Files.Tests.Access;

public sealed class PasswordHashTests
{
    private static readonly PasswordHash Hash = PasswordHash.Create("correct horse", PasswordHash.MinIterations);

    [Theory]
    [InlineData("correct horse", true), InlineData("correct horse ", false), InlineData("", false), InlineData("Correct horse", false)]
    public void Only_the_password_matches(string password, bool matches) => Assert.Equal(matches, Hash.Matches(password));

    [Fact]
    public void Written_and_read_again_it_matches_the_same()
    {
        Assert.True(PasswordHash.TryParse(Hash.ToString(), out PasswordHash? read));

        Assert.True(read.Matches("correct horse"));
        Assert.False(read.Matches("wrong"));
    }

    // Made with Python: hashlib.pbkdf2_hmac('sha256', b'secret', bytes(range(16)), 100000)
    [Fact]
    public void Hash_of_another_program_is_understood()
    {
        const string Text = "$pbkdf2-sha256$100000$AAECAwQFBgcICQoLDA0ODw==$HASH";
        Assert.True(PasswordHash.TryParse(Text.Replace("HASH", PythonHash, StringComparison.Ordinal), out PasswordHash? hash));

        Assert.True(hash.Matches("secret"));
    }

    [Fact]
    public void Each_hash_has_a_salt_of_its_own() =>
        Assert.NotEqual(Hash.ToString(), PasswordHash.Create("correct horse", PasswordHash.MinIterations).ToString());

    [Theory]
    [InlineData(""), InlineData("secret"), InlineData("$pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("$pbkdf2-sha256$100000$AAEC$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")] // a short salt
    [InlineData("$pbkdf2-sha256$100000000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")] // minutes of work
    [InlineData("$pbkdf2-sha1$100000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void What_is_no_hash_or_a_worthless_one_is_refused(string text) => Assert.False(PasswordHash.TryParse(text, out _));

    private const string PythonHash = "n7ndPI4pRDZreIx+eVpaY1DViEWyo9Ia1l8HtVGB+Dc=";
}
