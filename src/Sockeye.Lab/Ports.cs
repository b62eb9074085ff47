namespace Sockeye.Lab;

/// <summary>The ports of the exercises, which are the defaults.</summary>
internal static class Ports
{
    /// <summary>Exercises 3.1 and 3.2.</summary>
    public const int Hello = 53;

    /// <summary>Exercise 4.</summary>
    public const int Talk = 54;

    /// <summary>Exercise 5: a text file, once.</summary>
    public const int FilesOnce = 55;

    /// <summary>Exercise 6: binary files, one after the other.</summary>
    public const int FilesIterative = 56;

    /// <summary>Exercise 7: text files, concurrently.</summary>
    public const int FilesConcurrent = 57;

    /// <summary>Exercise 8: binary files over datagrams.</summary>
    public const int Tftp = 59;

    /// <summary>Exercise connect.</summary>
    public const int Web = 80;

    /// <summary>Exercise 3.3.</summary>
    public const int Upper = 12_000;

    /// <summary>The study exercise.</summary>
    public const int Ack = 65_432;

    /// <summary>What <c>lab</c> adds to a port that it has no right to bind.</summary>
    public const int ShiftWithoutPrivilege = 10_000;

    /// <summary>Ports below this one need a privilege (ip(7), ip_unprivileged_port_start).</summary>
    public const int FirstUnprivileged = 1024;
}
