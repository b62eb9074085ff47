using System.Net;
using System.Net.Sockets;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>Accepts on loopback, and serves each client until it is gone or the test is over.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TcpClient, CancellationToken, Task> _serve;
    private readonly Task _run;

    public LoopbackServer(IPAddress address, Func<TcpClient, CancellationToken, Task> serve)
    {
        _listener = new TcpListener(address, 0);
        _serve = serve;
        _listener.Start();
        _run = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            await _serve(client, _stop.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // the client is gone, or the test is over
        }
    }
}
