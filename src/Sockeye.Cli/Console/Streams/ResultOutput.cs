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

/// <summary>Results or errors as text, to a standard descriptor.</summary>
/// <remarks>
/// The console's own stream would prepare the terminal first, with sequences that standard output did not ask for. As
/// with that, a reader that went away is no failure: who only looks at the first lines has seen them.
/// </remarks>
/// <param name="descriptor">Standard output or standard error.</param>
internal sealed class MessageOutput(int descriptor) : WriteOnlyStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _ = StandardDescriptor.TryWrite(descriptor, buffer.AsSpan(offset, count));
        }
        catch (IOException) when (descriptor == StandardDescriptor.Error)
        {
            // the disk is full, and there is nobody else to tell
        }
    }
}
