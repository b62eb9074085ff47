#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// A client for line-server.cs: docs/library.md explains it.
//   dotnet run examples/line-client.cs [endpoint]
using System.Buffers;
using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols.Framing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

var endpoint = Endpoint.Parse(args is [var given, ..] ? given : "tcp://127.0.0.1:7100");
var transport = new SocketTransport(TimeProvider.System);
using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // for all of it
await using StreamConnection connection = await transport.ConnectAsync(endpoint, limit.Token);
var answers = new FrameReader<ReadOnlySequence<byte>>(connection.Input, new LineDecoder(maxLineBytes: 1024));
foreach (string line in (string[])["one", "and two", "and then three"])
{
    Encoding.UTF8.GetBytes(line + "\n", connection.Output);
    await connection.Output.FlushAsync(limit.Token);
    if (!await answers.MoveNextAsync(limit.Token))
        throw new EndOfStreamException("the server has gone away");
    Console.WriteLine($"{line}: {Encoding.UTF8.GetString(answers.Current)}");
}

await connection.CompleteOutputAsync(limit.Token); // the server sees the end
