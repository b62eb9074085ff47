using System.IO.Pipelines;
using System.Text;
using Sockeye.Services;
using Sockeye.Services.Hello;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>3.1 and 3.2: the client sends HELLO; in 3.2 the server answers HELLO; the connection closes.</summary>
internal sealed class HelloExercise(string id, bool reply) : IExercise
{
    public string Id => id;

    public string Title => reply ? "client sends HELLO, server answers HELLO" : "client sends HELLO";

    public int Port => Ports.Hello;

    private static string Hello => Encoding.ASCII.GetString(HelloHandler.Greeting.Span);

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(bench, endpoint, "hello", ServeMode.Once, onMessage => new HelloHandler(reply, onMessage));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        await using StreamConnection connection = await bench.ConnectAsync(server);
        await connection.Output.WriteAsync(HelloHandler.Greeting, bench.Stop);
        bench.Note("client", $"sent '{Hello}'");
        if (!reply)
            return "client sent HELLO and closed";

        ReadResult answer = await connection.Input.ReadToEndAsync(bench.Stop);
        string received = Encoding.ASCII.GetString(answer.Buffer);
        bench.Note("client", $"received '{received}', then end of stream");
        LabFailure.Unless(received == Hello, $"the client received '{received}' instead of '{Hello}'");
        return "client received exactly HELLO";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string client = await RunClientAsync(bench, server.Endpoint);

        ServiceInterval served = (await server.EndAsync()).Single();
        ReceivedMessage message = server.Messages.Single();
        LabFailure.Unless(
            message.Text == Hello && served.BytesReceived == Hello.Length,
            $"the server received '{message.Text}' ({served.BytesReceived} bytes) instead of '{Hello}'");
        LabFailure.Unless(served.Reason == EndReason.Completed, $"the connection ended by {served.Reason}");
        return $"server received exactly '{message.Text}' ({served.BytesReceived} bytes), then end of stream; {client}";
    }
}
