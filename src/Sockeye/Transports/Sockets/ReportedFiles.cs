using Microsoft.Win32.SafeHandles;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>The files that are carried over a <see cref="ReportedSocket"/>.</summary>
internal sealed class ReportedFiles(IFileCarrier inner, ReportedSocket socket) : IFileCarrier
{
    public ValueTask<int?> SendFileAsync(SafeFileHandle file, long offset, int maxBytes, CancellationToken cancel)
    {
        long start = socket.Log.Start();
        ValueTask<int?> call = inner.SendFileAsync(file, offset, maxBytes, cancel);
        return socket.FinishAsync(
            call, "sendfile", "send to", default, start, static bytes => (bytes ?? 0, 0), room: maxBytes);
    }

    public ValueTask<int?> SpliceAsync(SplicePipe pipe, int maxBytes, CancellationToken cancel)
    {
        long start = socket.Log.Start();
        ValueTask<int?> call = inner.SpliceAsync(pipe, maxBytes, cancel);
        return socket.FinishAsync(
            call, "splice", "receive from", default, start, static bytes => (bytes ?? 0, 0), room: maxBytes);
    }
}
