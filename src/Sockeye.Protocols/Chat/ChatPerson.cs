namespace Sockeye.Protocols.Chat;

/// <summary>Who did something, as it was then.</summary>
/// <param name="Nick">Its name.</param>
/// <param name="User">Its name at its own machine, as it says; <c>~</c> before it says that nobody asked there.</param>
/// <param name="Host">Where it comes from.</param>
/// <param name="Account">As whom it has logged in; null when it has not.</param>
public sealed record ChatPerson(string Nick, string User, string Host, string? Account)
{
    /// <summary>What it says its name is.</summary>
    public string RealName { get; init; } = "";

    /// <summary>Whether it says that it is a program.</summary>
    public bool IsBot { get; init; }

    /// <summary><c>nick!user@host</c>.</summary>
    public string Mask => $"{Nick}!{User}@{Host}";

    /// <inheritdoc/>
    public override string ToString() => Mask;
}
