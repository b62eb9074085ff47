namespace Sockeye.Protocols.Http;

/// <summary>The value of If-Match or If-None-Match (RFC 9110 §13.1.1, §13.1.2): any state at all, or some.</summary>
public sealed class EntityTagList
{
    /// <summary>How many tags are looked at: 64, our choice. What stands behind them matches nothing.</summary>
    public const int MaxTags = 64;

    private readonly List<EntityTag> _tags = [];

    private EntityTagList()
    {
    }

    /// <summary>Whether it is <c>*</c>.</summary>
    public bool IsAny { get; private init; }

    /// <summary>Reads a field. What is no tag ends the list: nothing behind it matches.</summary>
    public static EntityTagList Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t");
        if (text is "*")
            return new EntityTagList { IsAny = true };

        var list = new EntityTagList();
        while (list._tags.Count < MaxTags && EntityTag.TryTake(ref text, out EntityTag tag))
        {
            list._tags.Add(tag);
            text = text.TrimStart(" \t,");
        }

        return list;
    }

    /// <summary>Whether one of them is that state, to the byte.</summary>
    public bool HasStrong(EntityTag tag) => _tags.Exists(tag.StronglyEquals);

    /// <summary>Whether one of them is as good as that state.</summary>
    public bool HasWeak(EntityTag tag) => _tags.Exists(tag.WeaklyEquals);
}
