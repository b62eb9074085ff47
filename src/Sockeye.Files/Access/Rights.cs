namespace Sockeye.Files.Access;

/// <summary>What somebody may do with files. The same for every protocol.</summary>
[Flags]
public enum Rights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To read what is in files; written <c>r</c>.</summary>
    Read = 1,

    /// <summary>To add files and directories, but replace nothing; written <c>w</c>.</summary>
    Write = 2,

    /// <summary>To see names, lengths and times; written <c>l</c>.</summary>
    List = 4,

    /// <summary>To remove, to replace, and to move away; written <c>d</c>.</summary>
    Delete = 8,

    /// <summary>To see and to fetch, and nothing else.</summary>
    ReadOnly = Read | List,

    /// <summary>Everything.</summary>
    All = Read | Write | List | Delete,
}
