namespace Sockeye.Protocols.Sfp;

/// <summary>The first word of an answer. It alone tells whether bytes follow, whatever was asked.</summary>
public enum SfpAnswerKind
{
    /// <summary><c>OK</c>: exactly as many bytes follow as the line says.</summary>
    Content,

    /// <summary><c>LINES</c>: lines follow (<see cref="SfpEntry"/>), the last of them is <c>end</c>.</summary>
    Listing,

    /// <summary><c>IS</c>: the line describes a file; nothing follows.</summary>
    Facts,

    /// <summary><c>READY</c>: now the file that was announced may be sent, perhaps from an offset.</summary>
    Ready,

    /// <summary><c>DONE</c>: it was done, and there is nothing to tell.</summary>
    Done,

    /// <summary><c>ERR</c>: the request was refused; nothing follows.</summary>
    Error,
}
