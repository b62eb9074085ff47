namespace Sockeye.Native;

/// <summary>The processors of this process.</summary>
internal static class Processors
{
    /// <summary>
    /// How many there are for it: those that its affinity and its control group leave it, as the runtime counts them.
    /// </summary>
#pragma warning disable RS0030 // not of the environment's variables: nobody could know better than the runtime
    public static int Count { get; } = Environment.ProcessorCount;
#pragma warning restore RS0030
}
