namespace Sockeye.Fuzz;

/// <summary>Takes one input.</summary>
/// <param name="input">The bytes; valid during the call.</param>
public delegate void FuzzInput(ReadOnlySpan<byte> input);
