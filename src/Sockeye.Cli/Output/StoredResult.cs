namespace Sockeye.Cli.Output;

/// <summary>What <c>sockeye put</c> stored.</summary>
/// <param name="Name">The file's name on the server.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record StoredResult(string Name, long Bytes);
