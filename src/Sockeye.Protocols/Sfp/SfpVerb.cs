namespace Sockeye.Protocols.Sfp;

/// <summary>What a request asks for.</summary>
public enum SfpVerb
{
    /// <summary>A line that is not a request: to be answered by <see cref="SfpError.BadRequest"/>.</summary>
    Unknown,

    /// <summary>The whole file.</summary>
    Get,

    /// <summary>A part of a file.</summary>
    Range,

    /// <summary>Length and modification time of a file.</summary>
    Stat,

    /// <summary>The same, with the SHA-256 of the file.</summary>
    Sum,

    /// <summary>The same, with the SHA-256 of a part of the file.</summary>
    SumRange,

    /// <summary>The entries of a directory.</summary>
    List,

    /// <summary>The entries of a directory and of all below it.</summary>
    ListAll,

    /// <summary>To take a file.</summary>
    Put,

    /// <summary>To take a file, or to go on where an earlier attempt with the same SHA-256 was cut.</summary>
    Resume,

    /// <summary>To set when a file last changed.</summary>
    Touch,

    /// <summary>To remove a file.</summary>
    Delete,

    /// <summary>To make a directory.</summary>
    MkDir,

    /// <summary>To remove an empty directory.</summary>
    RmDir,

    /// <summary>To log in.</summary>
    Login,

    /// <summary>To end the connection.</summary>
    Bye,
}
