namespace Sockeye.Files.Sync;

/// <summary>What a sync did in all. Of what the source has, each is in one number.</summary>
public sealed record SyncSummary
{
    /// <summary>How many files were copied.</summary>
    public int Copied { get; init; }

    /// <summary>How many bytes they have.</summary>
    public long Bytes { get; init; }

    /// <summary>How many files were alike already.</summary>
    public int Equal { get; init; }

    /// <summary>How many directories were made.</summary>
    public int Made { get; init; }

    /// <summary>How many directories were there already.</summary>
    public int Kept { get; init; }

    /// <summary>How many files and directories of the target were removed.</summary>
    public int Removed { get; init; }

    /// <summary>How much did not work, or could not be listed.</summary>
    public int Failures { get; init; }

    /// <summary>How many links, devices and the like there are: they are never copied.</summary>
    public int LeftOut { get; init; }

    /// <summary>The first thing that did not work; null when everything did.</summary>
    public Exception? FirstFailure { get; init; }
}
