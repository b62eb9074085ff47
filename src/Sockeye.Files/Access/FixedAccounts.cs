namespace Sockeye.Files.Access;

/// <summary>Accounts that stay as they are.</summary>
/// <param name="accounts">Which.</param>
public sealed class FixedAccounts(params IEnumerable<Account> accounts) : IAccountSource
{
    /// <inheritdoc/>
    public AccountList Current { get; } = new(accounts);
}
