namespace Sockeye.Cli.Console.Streams;

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
