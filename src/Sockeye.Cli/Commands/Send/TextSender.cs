using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Sockeye.Cli.Ending;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Send;

/// <summary>Sends one text over a stream or as one datagram, and prints what comes back.</summary>
internal sealed class TextSender(CommandContext context, TimeSpan? timeout)
{
    private const int MaxAnswerBytes = 1024 * 1024; // our choice: an answer to one text; files have their own command

    public async Task<ExitCode> RunAsync(Endpoint endpoint, string text)
    {
        context.Console.Attempt = $"send to {endpoint}";
        byte[] message = Encoding.UTF8.GetBytes(text);
        byte[] answer = endpoint.IsDatagram
            ? await ExchangeDatagramAsync(endpoint, message)
            : await ExchangeStreamAsync(endpoint, message);

        if (context.Console.Json)
        {
            string? said = answer.Length == 0 ? null : Encoding.UTF8.GetString(answer); // JSON does the escaping
            context.Console.Print(
                new SentResult(endpoint.ToString(), message.Length, said, answer.Length), static _ => "");
        }
        else
        {
            await context.Console.Output.WriteAsync(answer, context.Stop);
            if (answer.Length > 0 && answer[^1] != '\n')
                context.Console.Output.WriteByte((byte)'\n');
        }

        return ExitCode.Done;
    }

    private async Task<byte[]> ExchangeStreamAsync(Endpoint endpoint, byte[] message)
    {
        var steps = context.StepTimeoutOf(timeout ?? CommandTimeouts.Answer);
        await using StreamConnection connection =
            await steps.ForAsync(
                $"connect to {endpoint}", stop => context.Network.Streams.ConnectAsync(endpoint, stop));
        await connection.Output.WriteAsync(message, context.Stop);
        await connection.CompleteOutputAsync(context.Stop);

        while (true)
        {
            ReadResult read = await steps.ForAsync(
                $"get an answer from {endpoint}", stop => connection.Input.ReadAsync(stop));
            if (read.IsCompleted || read.Buffer.Length > MaxAnswerBytes)
                return read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MaxAnswerBytes)).ToArray();

            connection.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task<byte[]> ExchangeDatagramAsync(Endpoint endpoint, byte[] message)
    {
        var steps = context.StepTimeoutOf(timeout ?? CommandTimeouts.DatagramAnswer);
        EndPoint peer = (await context.Network.Sockets.ResolveAsync(endpoint, context.Stop))[0];
        await using IDatagramSocket socket = context.Network.Sockets.Open(peer);
        await socket.SendAsync(message, peer, context.Stop);

        byte[] buffer = new byte[Datagram.MaxBytes];
        ReceivedDatagram received = await steps.ForAsync(
            $"get an answer from {endpoint}", stop => socket.ReceiveAsync(buffer, stop));
        return buffer[..received.Length];
    }
}
