using System.IO.Pipelines;

namespace Sockeye.Lab;

/// <summary>Reading as a small client does: all there is, up to the end.</summary>
internal static class PipeReading
{
    private const long MaxBytes = 16 * 1024 * 1024; // more than any exercise sends

    /// <summary>Waits for the end of the stream; the result holds everything before it.</summary>
    public static async Task<ReadResult> ReadToEndAsync(this PipeReader input, CancellationToken stop)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(stop);
            if (read.IsCompleted)
                return read;

            LabFailure.Unless(read.Buffer.Length <= MaxBytes, $"the peer sent more than {MaxBytes} bytes");
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Waits for <paramref name="count"/> bytes and takes them.</summary>
    public static async Task<byte[]> ReadExactlyAsync(this PipeReader input, int count, CancellationToken stop)
    {
        ReadResult read = await input.ReadAtLeastAsync(count, stop);
        LabFailure.Unless(read.Buffer.Length >= count, $"the stream ended after {read.Buffer.Length} of {count} bytes");
        var taken = read.Buffer.Slice(0, count);
        byte[] bytes = System.Buffers.BuffersExtensions.ToArray(taken);
        input.AdvanceTo(taken.End);
        return bytes;
    }
}
