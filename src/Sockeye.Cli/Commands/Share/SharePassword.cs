using System.Security.Cryptography;
using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.Share;

/// <summary>The password of one run: made for it, and gone with it.</summary>
internal sealed class SharePassword
{
    /// <summary>Who logs in.</summary>
    public const string User = "share";

    // Without those that look alike. 16 of 32 are 80 bits: nobody guesses them at ten a minute, nor in a stolen hash.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 16;

    private SharePassword(string text) => Text = text;

    /// <summary>What is typed.</summary>
    public string Text { get; }

    public static SharePassword Create() => new(RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>The only account there is.</summary>
    public Account Account(PathRights rights) =>
        // a random password: iterations add nothing
        new(User, PasswordHash.Create(Text, PasswordHash.MinIterations), rights);
}
