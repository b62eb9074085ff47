namespace Sockeye.Files.Access;

/// <summary>Where the accounts come from. Safe from any thread.</summary>
public interface IAccountSource
{
    /// <summary>The accounts as they are now.</summary>
    AccountList Current { get; }
}

/// <summary>Accounts that stay as they are.</summary>
/// <param name="accounts">Which.</param>
public sealed class FixedAccounts(params IEnumerable<Account> accounts) : IAccountSource
{
    /// <inheritdoc/>
    public AccountList Current { get; } = new(accounts);
}
