namespace Sockeye.Transports;

/// <summary>Progress of a part that begins after another.</summary>
/// <param name="whole">Is told of both.</param>
/// <param name="before">How much the other has moved, in bytes.</param>
internal sealed class ProgressOffset(IProgress<long> whole, long before) : IProgress<long>
{
    public void Report(long value) => whole.Report(before + value);

    /// <summary>The same; the progress itself when nothing came before.</summary>
    public static IProgress<long>? After(long received, IProgress<long>? progress) =>
        received == 0 || progress is null ? progress : new ProgressOffset(progress, received);
}
