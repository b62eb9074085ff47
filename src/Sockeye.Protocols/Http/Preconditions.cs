namespace Sockeye.Protocols.Http;

/// <summary>The conditional fields of a request (RFC 9110 §13.1); null for each that was not sent.</summary>
/// <param name="IfMatch">Only if it is in one of these states.</param>
/// <param name="IfNoneMatch">Only if it is in none of them.</param>
/// <param name="IfModifiedSince">Only if it changed after that time.</param>
/// <param name="IfUnmodifiedSince">Only if it did not.</param>
/// <param name="IfRange">The part only if it is in that state; else the whole.</param>
public readonly record struct Preconditions(
    string? IfMatch, string? IfNoneMatch, string? IfModifiedSince, string? IfUnmodifiedSince, string? IfRange)
{
    /// <summary>Whether there is nothing to evaluate but perhaps If-Range.</summary>
    public bool IsEmpty =>
        IfMatch is null && IfNoneMatch is null && IfModifiedSince is null && IfUnmodifiedSince is null;

    /// <summary>Evaluates them in the order of §13.2.2.</summary>
    /// <param name="now">The present state; null when there is no such resource.</param>
    /// <param name="isRead">Whether the method is GET or HEAD.</param>
    public Verdict Evaluate(Validators? now, bool isRead)
    {
        if (IfMatch is not null)
        {
            if (now is not { } state || !state.IsStronglyIn(EntityTagList.Parse(IfMatch)))
                return Verdict.Failed;
        }
        else if (HttpDate.TryParse(IfUnmodifiedSince, out DateTimeOffset unmodified)
            && (now is not { } state || HttpDate.Truncate(state.Modified) > unmodified))
        {
            return Verdict.Failed;
        }

        if (IfNoneMatch is not null)
        {
            bool isKnown = now is { } state && state.IsIn(EntityTagList.Parse(IfNoneMatch));
            return !isKnown ? Verdict.Proceed : isRead ? Verdict.NotModified : Verdict.Failed;
        }

        bool isUnchanged = isRead && now is { } current
            && HttpDate.TryParse(IfModifiedSince, out DateTimeOffset since)
            && HttpDate.Truncate(current.Modified) <= since;
        return isUnchanged ? Verdict.NotModified : Verdict.Proceed;
    }

    /// <summary>Whether Range counts (§13.1.5): If-Range is absent, or it is that state to the byte.</summary>
    /// <remarks>
    /// A time is as good as a strong tag only when it is the exact time, and a minute old (§8.8.2.2): a file may
    /// change twice in a second.
    /// </remarks>
    /// <param name="state">The present state.</param>
    /// <param name="clock">The present time.</param>
    public bool RangeCounts(Validators state, DateTimeOffset clock)
    {
        if (IfRange is null)
            return true;

        ReadOnlySpan<char> text = IfRange.AsSpan().Trim(" \t");
        if (EntityTag.TryTake(ref text, out EntityTag asked))
            return text.IsEmpty && (
                state.Tag?.StronglyEquals(asked) == true || state.Other?.StronglyEquals(asked) == true);

        return HttpDate.TryParse(text, out DateTimeOffset time)
            && HttpDate.Truncate(state.Modified) == time
            && clock - time >= TimeSpan.FromMinutes(1);
    }
}

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

/// <summary>What the conditions of a request come to (RFC 9110 §13.2).</summary>
public enum Verdict
{
    /// <summary>Do what was asked.</summary>
    Proceed,

    /// <summary>304: the client has it already.</summary>
    NotModified,

    /// <summary>412: it is not in the state that the client thought.</summary>
    Failed,
}
