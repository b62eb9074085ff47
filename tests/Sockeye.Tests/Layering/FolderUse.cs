namespace Sockeye.Tests.Layering;

/// <summary>One folder of <c>src</c> uses another. Folders are named as namespaces.</summary>
internal readonly record struct FolderUse(string User, string Used) : IComparable<FolderUse>
{
    /// <summary>By user, then by used.</summary>
    public int CompareTo(FolderUse other) => string.CompareOrdinal(User, other.User) is not 0 and int byUser
        ? byUser
        : string.CompareOrdinal(Used, other.Used);

    /// <inheritdoc/>
    public override string ToString() => $"{User} -> {Used}";
}
