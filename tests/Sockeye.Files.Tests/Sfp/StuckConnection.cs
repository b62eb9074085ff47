using System.Net;
using System.Text;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>A peer that has said its text and takes requests, but never a byte of a file.</summary>
internal sealed class StuckConnection(string text) : StreamConnection("stuck", new ManualClock())
{
    private byte[] _unread = Encoding.UTF8.GetBytes(text);

    public override EndPoint? LocalEndPoint => null;

    public override EndPoint? RemoteEndPoint => null;

    protected internal override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int length = _unread.Length;
        _unread.CopyTo(buffer);
        _unread = [];
        return ValueTask.FromResult(length);
    }

    protected override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        if (!data.Span.StartsWith("PUT"u8))
            await new TaskCompletionSource().Task.WaitAsync(cancel);
        return data.Length;
    }

    protected override ValueTask ShutdownSendAsync() => ValueTask.CompletedTask;

    protected override void CloseTransport(bool reset)
    {
    }
}
