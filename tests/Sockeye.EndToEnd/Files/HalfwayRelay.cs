using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Files;

/// <summary>
/// Stands between a client and a server, and holds the server's bytes back in the middle of a transfer.
/// </summary>
internal sealed class HalfwayRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _halfway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="server">Where the server is.</param>
    /// <param name="holdAfter">How many bytes of its answers pass first.</param>
    public HalfwayRelay(IPEndPoint server, int holdAfter)
    {
        _listener.Start();
        _ = RunAsync(server, holdAfter);
    }

    public string Url(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"tcp://{_listener.LocalEndpoint}/{name}");

    /// <summary>Waits until so many bytes have passed, or something failed before.</summary>
    public Task HalfwayAsync() => _halfway.Task.WaitAsync(SafetyNet.Time);

    /// <summary>Lets the rest pass, as far as there is any.</summary>
    public void GoOn() => _goOn.TrySetResult();

    public void Dispose()
    {
        _goOn.TrySetResult();
        _listener.Dispose();
    }

    private async Task RunAsync(IPEndPoint server, int holdAfter)
    {
        try
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            using var there = new TcpClient();
            await there.ConnectAsync(server);
            Task requests = client.GetStream().CopyToAsync(there.GetStream());
            await PassAsync(there.GetStream(), client.GetStream(), holdAfter);
            client.Client.Shutdown(SocketShutdown.Both);
            there.Close();
            await requests;
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // no effect when halfway was reached: then the break is what the test wants
            _halfway.TrySetException(broken);
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, int holdAfter)
    {
        byte[] buffer = new byte[64 * 1024];
        int bytes;
        for (long passed = 0; (bytes = await from.ReadAsync(buffer)) > 0; passed += bytes)
        {
            if (passed >= holdAfter)
            {
                _halfway.TrySetResult();
                await _goOn.Task;
            }

            await to.WriteAsync(buffer.AsMemory(0, bytes));
        }
    }
}
