using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Transports;

namespace Sockeye.Http.Hosting;

/// <summary>What we send to a peer, as Kestrel writes it: a lost peer ends the writing instead of throwing.</summary>
/// <remarks>
/// While it sends a file, the memory it lends is nobody's: what it flushes is the file. See <see cref="FileOutput"/>.
/// </remarks>
/// <param name="connection">Stays with its owner.</param>
/// <param name="onBroken">Is told when the peer is gone.</param>
internal sealed class OutputAdapter(StreamConnection connection, Action onBroken) : PipeWriter
{
    // Kestrel puts the length of a chunk around what it is given: a few bytes would not hold even that.
    private const int LeastBytes = 512;

    private static readonly byte[] Nowhere = new byte[1024 * 1024]; // written by nobody, sent to nobody

    private readonly PipeWriter _output = connection.Output;
    private SafeFileHandle? _file;
    private long _offset;
    private int _promised;

    /// <summary>Why a file was not sent, if that was our fault.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _file is null ? _output.UnflushedBytes : _promised;

    /// <summary>From now on each flush sends as much of the file as was advanced.</summary>
    public void BeginFile(SafeFileHandle file, long offset) => (_file, _offset, _promised) = (file, offset, 0);

    /// <summary>From now on flushes send what was written again.</summary>
    public void EndFile() => _file = null;

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        _file is null ? _output.GetMemory(Math.Max(sizeHint, LeastBytes)) : Nowhere.AsMemory(
            0, Nowhere.Length - _promised);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (_file is null)
            _output.Advance(bytes);
        else
            _promised += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_file is { } file && _promised > 0)
            return SendFileAsync(file, cancellationToken);

        ValueTask<FlushResult> flush = _output.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : FinishAsync(flush);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ValueTask<FlushResult> flush = _output.WriteAsync(source, cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : FinishAsync(flush);
    }

    /// <summary>Kestrel breaks the connection off where it does this, and that ends the flush.</summary>
    public override void CancelPendingFlush()
    {
    }

    /// <summary>The connection completes its own pipe.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    private async ValueTask<FlushResult> SendFileAsync(SafeFileHandle file, CancellationToken cancel)
    {
        try
        {
            await connection.SendFileAsync(file, _offset, _promised, cancel);
            _offset += _promised;
            _promised = 0;
            return default;
        }
        catch (Exception e) when (e is EndOfStreamException or LocalFileException)
        {
            Failure = e;
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException) // Kestrel would take it for sent
        {
            onBroken();
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }

    private async ValueTask<FlushResult> FinishAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            return await flush;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException) // Kestrel would take it for sent
        {
            onBroken();
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }
}
