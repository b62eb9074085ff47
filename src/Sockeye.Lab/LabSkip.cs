namespace Sockeye.Lab;

/// <summary>This system does not allow the exercise, whatever we do: says why, and what would help.</summary>
internal sealed class LabSkip(string message, Exception cause) : Exception(message, cause);
