using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Hosting;

/// <summary>
/// What a peer sends, scanned before Kestrel sees it: of what breaks the rules nothing is handed on, and what came
/// before is answered as if the rest had not come yet.
/// </summary>
/// <param name="input">Not looked at by anybody else.</param>
internal sealed class ScannedInput(PipeReader input)
{
    private readonly RequestScanner _scanner = new();
    private ReadOnlySequence<byte> _lent;
    private long _scanned; // of what was not consumed: at its beginning
    private long _examined; // of what was not consumed: Kestrel waits for more than that
    private bool _isRefused;

    /// <summary>Looks at what was read.</summary>
    /// <returns>What may be handed on.</returns>
    /// <exception cref="BadHttpRequestException">It is time for the part that breaks the rules.</exception>
    public ReadResult Check(ReadResult read)
    {
        if (_scanner.IsOff)
            return read;

        _lent = read.Buffer;
        if (_scanner.Problem is null)
            _scanned += _scanner.Scan(_lent.Slice(_scanned));
        if (_scanner.Problem is null)
            return read;
        if (_scanned <= _examined)
            throw Refuse();

        _lent = _lent.Slice(0, _scanned);
        return new ReadResult(_lent, read.IsCanceled, isCompleted: false);
    }

    /// <summary>What comes from now on is not HTTP.</summary>
    public void TurnOff() => _scanner.TurnOff();

    /// <summary>Nothing is read any more once something was refused.</summary>
    /// <exception cref="BadHttpRequestException">Something was.</exception>
    public void ThrowIfRefused()
    {
        if (_isRefused)
            throw Wrong();
    }

    /// <summary>Is told what was consumed and examined of what was lent.</summary>
    public void Advance(SequencePosition consumed, SequencePosition examined)
    {
        if (_scanner.IsOff)
            return;

        long bytes = _lent.Slice(0, consumed).Length;
        _scanned -= bytes;
        _examined = _lent.Slice(0, examined).Length - bytes;
    }

    private BadHttpRequestException Refuse()
    {
        _isRefused = true;
        input.AdvanceTo(_lent.Start, _lent.End);
        return Wrong();
    }

    private BadHttpRequestException Wrong() => new(_scanner.Problem!, StatusCodes.Status400BadRequest);
}
