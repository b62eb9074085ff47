namespace Sockeye.Files.Access;

/// <summary>What came of a login, and who came in.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Visitor">Who logged in; null unless accepted.</param>
public readonly record struct LoginResult(LoginStatus Status, Visitor? Visitor);

/// <summary>What came of a login.</summary>
public enum LoginStatus
{
    /// <summary>Name and password are right.</summary>
    Accepted,

    /// <summary>One of the two is wrong; nobody learns which.</summary>
    Refused,

    /// <summary>Too many failed from this address: even the right password is refused for a while.</summary>
    TooMany,
}
