namespace Sockeye.Cli.Console.Streams;

/// <summary>
/// Standard output for results: whoever prints them goes on when it cannot be written, for what was done is done. The
/// command fails at its end instead, and says why.
/// </summary>
internal sealed class ResultOutput(Stream output) : WriteOnlyStream
{
    /// <summary>Why results were lost; null when none were.</summary>
    public IOException? Failure { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Failure is not null)
            return; // or there would be gaps in what is there

        try
        {
            output.Write(buffer, offset, count);
        }
        catch (IOException failure)
        {
            Failure = failure;
        }
    }
}
