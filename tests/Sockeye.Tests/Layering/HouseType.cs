namespace Sockeye.Tests.Layering;

/// <summary>A type of <c>src</c> that stands in no other: its folder, which is its namespace, and its name.</summary>
internal readonly record struct HouseType(string Folder, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Folder}.{Name}";
}
