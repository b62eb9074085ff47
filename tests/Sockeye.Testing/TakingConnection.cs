using System.Net;
using Sockeye.Transports;

namespace Sockeye.Testing;

/// <summary>A connection whose peer takes of what is sent as much as a test says, and sends nothing.</summary>
public sealed class TakingConnection(ManualClock clock)
    : StreamConnection("taking", clock), IPeerState, IDeliveryReport
{
    private long _taken;
    private bool _isDead;

    public override EndPoint? LocalEndPoint => null;

    public override EndPoint? RemoteEndPoint => null;

    public bool HasPeerEnded => _isDead;

    public bool IsPeerDone => _isDead;

    public bool IsPeerGone => _isDead;

    public Delivery Look() => new(BytesSent, Math.Min(_taken, BytesSent));

    public void Send(int bytes) => CountSent(bytes);

    public void Takes(int bytes) => _taken += bytes;

    public void Dies() => _isDead = true;

    protected override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        ValueTask.FromResult(0);

    protected override ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
        ValueTask.FromResult(data.Length);

    protected override ValueTask ShutdownSendAsync() => ValueTask.CompletedTask;

    protected override void CloseTransport(bool reset)
    {
    }
}
