using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Services.Files;

/// <summary>A peer that has said its text and takes requests, but never a byte of a file.</summary>
internal sealed class StuckConnection(string text) : StreamConnection("stuck", new ManualClock())
{
    private byte[] _unread = Encoding.UTF8.GetBytes(text);

    public override EndPoint? LocalEndPoint => null;

    public override EndPoint? RemoteEndPoint => null;

    public override async ValueTask SendFileAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel) =>
        await new TaskCompletionSource().Task.WaitAsync(cancel);

    protected override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int length = _unread.Length;
        _unread.CopyTo(buffer);
        _unread = [];
        return ValueTask.FromResult(length);
    }

    protected override ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) => default;

    protected override void ShutdownSend()
    {
    }

    protected override void CloseTransport(bool reset)
    {
    }
}
