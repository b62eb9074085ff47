using Sockeye.Native;

namespace Sockeye.Transports;

/// <summary>The files, sockets and pipes that a process may have open (RLIMIT_NOFILE), and has.</summary>
/// <param name="Limit">How many it may have.</param>
/// <param name="Used">How many it has.</param>
public readonly record struct OpenFiles(int Limit, int Used)
{
    /// <summary>
    /// What a server keeps free for what is opened later: libraries of the runtime, a pipe for each thread that it
    /// starts, directories that are walked, names that are asked for. Measured: some 20 in a burst; 64 is our choice.
    /// </summary>
    public const int ServerHeadroom = 64;

    /// <summary>What a client keeps free for the same.</summary>
    public const int ClientHeadroom = 16;

    /// <summary>Those of this process, now.</summary>
    public static OpenFiles OfThisProcess() => new(Descriptors.Limit, Descriptors.CountOpen());

    /// <summary>
    /// Holds some 16 from now on, which are given up when the limit is lowered in mid-life (prlimit(1)): the runtime
    /// ends the process if there is none for a thread that it starts. To be called once, as early as possible.
    /// </summary>
    public static void HoldSpare() => Descriptors.HoldSpare();

    /// <summary>How many more things fit that need so many each, with some kept free.</summary>
    public int Fit(int each, int headroom) => Math.Max(0, (Limit - Used - headroom) / each);
}
