namespace Sockeye.Files.Access;

/// <summary>Where the accounts come from. Safe from any thread.</summary>
public interface IAccountSource
{
    /// <summary>The accounts as they are now.</summary>
    AccountList Current { get; }
}
