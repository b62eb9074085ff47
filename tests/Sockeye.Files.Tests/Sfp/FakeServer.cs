using System.Text;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>A peer that says its text at once, whatever it is asked, one text per connection.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly MemoryNetwork _network;
    private readonly IStreamListener _listener;
    private readonly Queue<string> _texts;
    private readonly bool _closesAfterText;
    private readonly List<StreamConnection> _accepted = [];

    private FakeServer(MemoryNetwork network, IStreamListener listener, string[] texts, bool closesAfterText) =>
        (_network, _listener, _texts, _closesAfterText) = (
            network, listener, new Queue<string>(texts), closesAfterText);

    public static Task<FakeServer> StartAsync(string text) => StartAsync(closesAfterText: false, text);

    public static async Task<FakeServer> StartAsync(bool closesAfterText, params string[] texts)
    {
        var network = new MemoryNetwork(new ManualClock());
        return new FakeServer(
            network, await network.ListenAsync(Endpoint.Tcp("server", 55)), texts, closesAfterText);
    }

    /// <summary>Connects; the next text is on its way then. Refused when there is none.</summary>
    public async ValueTask<StreamConnection> ConnectAsync(CancellationToken cancel = default)
    {
        if (!_texts.TryDequeue(out string? text))
            throw new IOException("connection refused");

        StreamConnection client = await _network.ConnectAsync(_listener.Endpoint, cancel);
        StreamConnection server = (await _listener.AcceptAsync(cancel))!;
        _accepted.Add(server);
        await server.Output.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        if (_closesAfterText)
            await server.CompleteOutputAsync(cancel);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StreamConnection server in _accepted)
            server.Abort(EndReason.Cancelled);
        await _listener.DisposeAsync();
    }
}
