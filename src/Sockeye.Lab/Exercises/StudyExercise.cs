using System.Text;
using Sockeye.Services.Ack;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>The study: for every chunk received the server prints it and answers that it was received.</summary>
internal sealed class StudyExercise : IExercise
{
    private static readonly string[] Greetings = ["Hello, server", "Hello again"];

    public string Id => "study";

    public string Title => "client sends a greeting, server acknowledges it";

    public int Port => Ports.Ack;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(bench, endpoint, "ack", ServeMode.Once, onMessage => new AckHandler(onMessage));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        string expected = Encoding.ASCII.GetString(AckHandler.Answer.Span);
        await using StreamConnection connection = await bench.ConnectAsync(server);
        foreach (string greeting in Greetings)
        {
            await connection.Output.WriteAsync(Encoding.UTF8.GetBytes(greeting), bench.Stop);
            string answer = Encoding.UTF8.GetString(
                await connection.Input.ReadExactlyAsync(expected.Length, bench.Stop));
            bench.Note("client", $"sent '{greeting}', received '{answer}'");
            LabFailure.Unless(answer == expected, $"the answer was '{answer}' instead of '{expected}'");
        }

        await connection.CompleteOutputAsync(bench.Stop);
        long beyond = (await connection.Input.ReadToEndAsync(bench.Stop)).Buffer.Length;
        LabFailure.Unless(beyond == 0, $"{beyond} bytes came after the last answer");
        return $"the answer to each of {Greetings.Length} greetings was exactly '{expected}'";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string evidence = await RunClientAsync(bench, server.Endpoint);
        await server.EndAsync();
        LabFailure.Unless(
            server.Messages.Select(message => message.Text).SequenceEqual(Greetings),
            "the server did not receive what the client sent");
        return evidence + "; the server printed both";
    }
}
