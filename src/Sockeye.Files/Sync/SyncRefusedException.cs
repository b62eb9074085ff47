namespace Sockeye.Files.Sync;

/// <summary>A sync was not begun: what was asked for would most probably destroy what nobody meant.</summary>
/// <param name="message">What, and what to do if it was meant.</param>
public sealed class SyncRefusedException(string message) : InvalidOperationException(message);
