using System.Globalization;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What the process may use for connections.</summary>
/// <param name="Files">The files and sockets it may have open.</param>
/// <param name="MemoryBytes">The memory it may use, by the machine or by its container; 0 where nobody says.</param>
internal readonly record struct ServerCapacity(OpenFiles Files, long MemoryBytes)
{
    // Twice what one that is idle does, which our tests hold it to.
    private const int BytesEach = 128 * 1024;

    /// <summary>Those of this process, now.</summary>
    public static ServerCapacity OfThisProcess() =>
        new(OpenFiles.OfThisProcess(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>How many connections at once they are enough for, and what there is too little of for more.</summary>
    /// <param name="openFilesEach">How many descriptors each needs.</param>
    public (int Places, string Shortage) For(int openFilesEach)
    {
        int byFiles = Files.Fit(openFilesEach, OpenFiles.ServerHeadroom);
        long byMemory = MemoryBytes == 0 ? long.MaxValue : MemoryBytes / BytesEach;
        return byMemory < byFiles
            ? ((int)byMemory, $"there are {(MemoryBytes >> 20).ToString(CultureInfo.InvariantCulture)} MiB of memory")
            : (byFiles, $"'ulimit -n' is {Files.Limit.ToString(CultureInfo.InvariantCulture)}");
    }
}
