using Sockeye.Fairness;

namespace Sockeye.Files.Storage;

/// <summary>What is wanted of a listing.</summary>
/// <param name="IsRecursive">Whether what is below is wanted as well.</param>
/// <param name="IsSeen">
/// Whether an entry is told: its name (null is the root), and whether it is a directory. What is below a directory
/// that is not, is not looked at.
/// </param>
/// <param name="MaxHeld">How many entries of one directory are held, and sorted, at once.</param>
/// <param name="Memory">Where the memory for them comes from.</param>
/// <param name="Peer">For whom it is.</param>
/// <param name="HidesDotNames">Whether names that begin with a dot are left out.</param>
/// <param name="Cancel">Gives up.</param>
internal sealed record ListingTerms(
    bool IsRecursive, Func<FileName?, bool, bool> IsSeen, int MaxHeld, MemoryBudget Memory, PeerNetwork Peer,
    bool HidesDotNames, CancellationToken Cancel);
