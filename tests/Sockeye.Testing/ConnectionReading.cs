using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sockeye.Transports;

namespace Sockeye.Testing;

/// <summary>Reading and writing as a test wants it: whole, and as text.</summary>
public static class ConnectionReading
{
    /// <summary>Sends a text at once.</summary>
    public static async Task SendAsync(this StreamConnection connection, string text) =>
        await connection.Output.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits for exactly <paramref name="count"/> bytes and takes them; more stay.</summary>
    public static async Task<string> ReadTextAsync(this StreamConnection connection, int count)
    {
        ReadResult read = await connection.Input.ReadAtLeastAsync(count);
        ReadOnlySequence<byte> taken = read.Buffer.Slice(0, Math.Min(count, read.Buffer.Length));
        string text = Encoding.UTF8.GetString(taken);
        connection.Input.AdvanceTo(taken.End);
        return text;
    }

    /// <summary>Reads to the end of the peer's stream.</summary>
    public static async Task<byte[]> ReadToEndAsync(this StreamConnection connection)
    {
        while (true)
        {
            ReadResult read = await connection.Input.ReadAsync();
            byte[] all = read.IsCompleted ? read.Buffer.ToArray() : [];
            connection.Input.AdvanceTo(read.IsCompleted ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return all;
        }
    }

    /// <summary>Reads to the end of the peer's stream, as text.</summary>
    public static async Task<string> ReadTextToEndAsync(this StreamConnection connection) =>
        Encoding.UTF8.GetString(await connection.ReadToEndAsync());
}
