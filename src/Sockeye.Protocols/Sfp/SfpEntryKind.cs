namespace Sockeye.Protocols.Sfp;

/// <summary>The first word of a line of a listing.</summary>
public enum SfpEntryKind
{
    /// <summary><c>file</c>: a regular file.</summary>
    File,

    /// <summary><c>dir</c>: a directory.</summary>
    Directory,

    /// <summary><c>other</c>: a link, a device, a FIFO, a socket: it is there, and is not served.</summary>
    Other,

    /// <summary><c>missing</c>: so much of a directory cannot be told.</summary>
    Missing,

    /// <summary><c>end</c>: the listing ends here; without it, it was cut off.</summary>
    End,
}
