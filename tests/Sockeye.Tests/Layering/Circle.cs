namespace Sockeye.Tests.Layering;

/// <summary>Folders that all lead to each other, and the uses that would have to go for that to end.</summary>
internal sealed record Circle(IReadOnlyList<string> Folders, IReadOnlyList<FolderUse> ToGo);
