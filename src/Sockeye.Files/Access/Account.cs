namespace Sockeye.Files.Access;

/// <summary>Somebody who may log in.</summary>
/// <param name="Name">What they call themselves; see <see cref="IsName"/>.</param>
/// <param name="Password">Their password, hashed; null for the anonymous account, which needs none.</param>
/// <param name="Rights">What they may do.</param>
public sealed record Account(string Name, PasswordHash? Password, PathRights Rights)
{
    /// <summary>The name of who does not log in.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The longest name in characters: our choice.</summary>
    public const int MaxNameLength = 64;

    /// <summary>
    /// Whether it can be the name of an account: letters, digits, <c>.</c>, <c>_</c>, <c>-</c> and <c>@</c>, so that no
    /// protocol, log or file has to quote it.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@');
}
