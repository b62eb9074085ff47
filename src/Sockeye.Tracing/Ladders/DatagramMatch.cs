namespace Sockeye.Tracing.Ladders;

/// <summary>Datagrams that went from one call to another.</summary>
/// <param name="From">Who sent them; null when that was not recorded.</param>
/// <param name="To">Who received them; null when nobody was seen to.</param>
/// <param name="Address">Where they went, or came from, when one of the calls is missing.</param>
/// <param name="Bytes">How many bytes.</param>
internal sealed record DatagramMatch(LoggedCall? From, LoggedCall? To, string? Address, long Bytes);
