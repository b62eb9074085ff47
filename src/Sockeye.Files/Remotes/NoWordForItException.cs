namespace Sockeye.Files.Remotes;

/// <summary>The protocol has no word for what was asked: says what, and what would be right.</summary>
public sealed class NoWordForItException(string message) : NotSupportedException(message);
