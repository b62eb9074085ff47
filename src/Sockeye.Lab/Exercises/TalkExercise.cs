using System.Threading.Channels;
using Sockeye.Protocols.Talk;
using Sockeye.Services.Talk;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Lab.Exercises;

/// <summary>4: two parties exchange many messages in both directions, at any time, until either says BYE.</summary>
/// <remarks>
/// Alone, each role talks by script: it says its lines one by one, each after it has heard something.
/// </remarks>
internal sealed class TalkExercise : IExercise
{
    private const int LinesEach = 5;

    public string Id => "4";

    public string Title => "two parties talk, until either says BYE";

    public int Port => Ports.Talk;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        StartServerAsync(bench, endpoint, new TalkScript(bench, "server", LinesEach, saysBye: false));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        var script = new TalkScript(bench, "client", LinesEach, saysBye: true);
        TalkEnd end = await TalkAsync(bench, server, script);
        return $"{script.Heard} lines heard, {LinesEach} said, end: {end}";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        string byClient = await RunAsync(bench, endpoint, clientSaysBye: true);
        string byServer = await RunAsync(bench, endpoint, clientSaysBye: false);
        return $"{byClient}; {byServer}";
    }

    private static async Task<string> RunAsync(LabBench bench, Endpoint endpoint, bool clientSaysBye)
    {
        var serverScript = new TalkScript(bench, "server", LinesEach, saysBye: !clientSaysBye);
        var clientScript = new TalkScript(bench, "client", LinesEach, saysBye: clientSaysBye);
        LabServer server = await StartServerAsync(bench, endpoint, serverScript);
        TalkEnd clientEnd = await TalkAsync(bench, server.Endpoint, clientScript);
        await server.EndAsync();

        TalkEnd expected = clientSaysBye ? TalkEnd.WeSaidBye : TalkEnd.PeerSaidBye;
        LabFailure.Unless(clientEnd == expected, $"the talk ended by {clientEnd} instead of {expected}");
        TalkScript hearer = clientSaysBye ? serverScript : clientScript;
        LabFailure.Unless(hearer.HeardBye, "BYE was not delivered");
        LabFailure.Unless(
            serverScript.Heard + clientScript.Heard == (2 * LinesEach) + 1,
            $"{serverScript.Heard} and {clientScript.Heard} lines were heard instead of {LinesEach} each and one BYE");
        string who = clientSaysBye ? "client" : "server";
        return $"{LinesEach} lines each way, then BYE from the {who} ended both sides";
    }

    private static Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint, TalkScript script) =>
        LabServer.StartAsync(bench, endpoint, "talk", ServeMode.Once, _ => new ScriptedTalk(script, bench.Time));

    private static async Task<TalkEnd> TalkAsync(LabBench bench, Endpoint server, TalkScript script)
    {
        await using StreamConnection connection = await bench.ConnectAsync(server);
        return await new TalkConversation(connection, script.LinesAsync(), script.OnPeerLine, bench.Time).RunAsync(
            bench.Stop);
    }

    /// <summary>The server's party.</summary>
    private sealed class ScriptedTalk(TalkScript script, TimeProvider time) : IConnectionHandler
    {
        public Task RunAsync(StreamConnection connection, CancellationToken stopping) =>
            new TalkConversation(connection, script.LinesAsync(), script.OnPeerLine, time).RunAsync(stopping);
    }

    /// <summary>
    /// Says two lines at once, then one for each line heard; says BYE when both have said all, if it is its turn.
    /// </summary>
    private sealed class TalkScript
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly LabBench _bench;
        private readonly string _who;
        private readonly int _count;
        private readonly bool _saysBye;
        private int _said;

        public TalkScript(LabBench bench, string who, int count, bool saysBye)
        {
            (_bench, _who, _count, _saysBye) = (bench, who, count, saysBye);
            SayNext();
            SayNext();
        }

        public int Heard { get; private set; }

        public bool HeardBye { get; private set; }

        public IAsyncEnumerable<string> LinesAsync() => _lines.Reader.ReadAllAsync();

        public void OnPeerLine(string line)
        {
            Heard++;
            HeardBye |= TalkLine.IsBye(line);
            _bench.Note(_who, $"heard '{line}'");
            SayNext();
            if (_saysBye && Heard == _count)
                _lines.Writer.TryWrite("  bye "); // blanks and case do not matter
        }

        private void SayNext()
        {
            if (_said < _count)
                _lines.Writer.TryWrite($"line {++_said} of the {_who}");
        }
    }
}
