namespace Sockeye.Cli.Tracing;

/// <summary>How the calls of a trace are shown.</summary>
internal enum TraceFormat
{
    /// <summary>As the file's ending says; without a file, as text.</summary>
    Auto,

    /// <summary>A ladder in the terminal.</summary>
    Text,

    /// <summary>A JSON object per call.</summary>
    Json,

    /// <summary>A sequence diagram that Mermaid draws.</summary>
    Mermaid,

    /// <summary>A picture.</summary>
    Svg,

    /// <summary>A page with the picture, to look into.</summary>
    Html,
}
