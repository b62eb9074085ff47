using System.Buffers;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Sends a file, or a part of it.</summary>
internal sealed class FtpRetrieveTransfer : IFtpTransfer
{
    private const int ChunkBytes = 64 * 1024; // of text

    private readonly FtpAction _action;
    private readonly ServedFile _file;
    private readonly long _length;
    private readonly TimeProvider _time;

    private FtpRetrieveTransfer(FtpAction action, ServedFile file, long length, TimeProvider time) =>
        (_action, _file, _length, _time) = (action, file, length, time);

    public string? FoundName => null;

    public long? Length => _length;

    /// <exception cref="FileRefusedException">There is no such file, or no such part of it.</exception>
    public static FtpRetrieveTransfer Open(FtpAction action, FolderVisit visit, TimeProvider time)
    {
        ServedFile file = visit.OpenRead(FtpNames.FileOf(action.Path));
        try
        {
            long rest = file.PartLength(action.Offset, null);
            return new FtpRetrieveTransfer(action, file, Math.Min(action.Length ?? rest, rest), time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public async ValueTask<long> MoveAsync(StreamConnection data, AccessEntry record, CancellationToken cancel)
    {
        record.Meter = () => Math.Max(0, data.BytesSent - data.Delivery.UnderWay);
        record.IsPart = _action.Offset + _length < _file.Length;
        if (_action.IsText)
            await SendTextAsync(data, cancel);
        else
            await data.SendFileAsync(_file.Handle, _action.Offset, _length, cancel);
        await DeliveryWait.FinishAsync(data, _time, cancel);
        return data.BytesSent;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask SendTextAsync(StreamConnection data, CancellationToken cancel)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long offset = 0; offset < _length;)
            {
                int wanted = (int)Math.Min(chunk.Length, _length - offset);
                int read = FileBytes.Read(_file.Handle, chunk.AsSpan(0, wanted), offset);
                if (read == 0)
                    throw new EndOfStreamException("the file became shorter");

                NetworkText.ToNetwork(chunk.AsSpan(0, read), data.Output);
                offset += read;
                await data.Output.FlushAsync(cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
