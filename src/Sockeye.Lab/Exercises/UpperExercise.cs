using System.Text;
using Sockeye.Services.Upper;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>3.3: the client sends lower-case letters, the server returns them in upper case.</summary>
internal sealed class UpperExercise : IExercise
{
    private const string Lower = "hello, café, γειά σου, мир";
    private const string Upper = "HELLO, CAFÉ, ΓΕΙΆ ΣΟΥ, МИР";

    public string Id => "3.3";

    public string Title => "client sends lower case, server returns upper case";

    public int Port => Ports.Upper;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        LabServer.StartAsync(bench, endpoint, "upper", ServeMode.Once, _ => new UpperHandler());

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        byte[] lower = Encoding.UTF8.GetBytes(Lower);
        string beforeAccent = Lower[..Lower.IndexOf('é', StringComparison.Ordinal)];
        int split = Encoding.UTF8.GetByteCount(beforeAccent) + 1; // inside the é

        await using StreamConnection connection = await bench.ConnectAsync(server);
        await connection.Output.WriteAsync(lower.AsMemory(0, split), bench.Stop);
        byte[] first = await connection.Input.ReadExactlyAsync(split - 1, bench.Stop); // what is whole comes back…
        bench.Note("client", $"sent {split} bytes, the last one half of 'é'; got {first.Length} back");
        await connection.Output.WriteAsync(lower.AsMemory(split), bench.Stop);
        await connection.CompleteOutputAsync(bench.Stop);
        var rest = (await connection.Input.ReadToEndAsync(bench.Stop)).Buffer; // …and the split one when it is whole
        string received = Encoding.UTF8.GetString(first) + Encoding.UTF8.GetString(rest);
        bench.Note("client", $"sent '{Lower}', received '{received}'");

        LabFailure.Unless(received == Upper, $"the client received '{received}' instead of '{Upper}'");
        return $"'{Lower}' came back as '{received}', with 'é' split between two sends";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string evidence = await RunClientAsync(bench, server.Endpoint);
        await server.EndAsync();
        return evidence;
    }
}
