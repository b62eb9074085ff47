namespace Sockeye.Protocols.Http;

/// <summary>What names the present state of a resource.</summary>
/// <param name="Tag">The name that is told.</param>
/// <param name="Other">Another name that was told for the same state, or may be; null for none.</param>
/// <param name="Modified">When it last changed; whole seconds count.</param>
public readonly record struct Validators(EntityTag? Tag, EntityTag? Other, DateTimeOffset Modified)
{
    internal bool IsIn(EntityTagList list) =>
        list.IsAny || (Tag is { } tag && list.HasWeak(tag)) || (Other is { } other && list.HasWeak(other));

    internal bool IsStronglyIn(EntityTagList list) =>
        list.IsAny || (Tag is { } tag && list.HasStrong(tag)) || (Other is { } other && list.HasStrong(other));
}
