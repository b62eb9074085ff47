namespace Sockeye.Bench;

/// <summary>
/// What cannot be measured: a peer is missing or has ended, or the bytes differ. The message says which.
/// </summary>
internal sealed class BenchFailure(string message, Exception? inner = null) : Exception(message, inner);
