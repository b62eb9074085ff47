namespace Sockeye.Files.Access;

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
