namespace Sockeye.Files.Access;

/// <summary>What came of a login, and who came in.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Visitor">Who logged in; null unless accepted.</param>
public readonly record struct LoginResult(LoginStatus Status, Visitor? Visitor);
