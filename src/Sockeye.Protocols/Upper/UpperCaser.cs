using System.Buffers;
using System.Text;

namespace Sockeye.Protocols.Upper;

/// <summary>Turns a stream of UTF-8 into upper case, however it is cut into pieces.</summary>
/// <remarks>
/// Each character is mapped by itself (Unicode simple case mapping, no locale), so nothing but the last, incomplete
/// character ever has to wait. Bytes that are not UTF-8 pass unchanged.
/// </remarks>
public sealed class UpperCaser
{
    private const int MaxCharacterBytes = 4; // RFC 3629 §3

    private readonly byte[] _begun = new byte[MaxCharacterBytes];
    private int _begunBytes;

    /// <summary>
    /// Transforms the next piece; up to three bytes of a character that is not whole yet are kept back.
    /// </summary>
    /// <param name="piece">What arrived.</param>
    /// <param name="output">Where the result goes.</param>
    public void Transform(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        while (_begunBytes > 0 && !piece.IsEmpty)
        {
            _begun[_begunBytes++] = piece[0];
            piece = piece[1..];
            FinishBegun(output);
        }

        while (!piece.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(piece, out Rune rune, out int consumed);
            if (status == OperationStatus.NeedMoreData)
            {
                piece.CopyTo(_begun);
                _begunBytes = piece.Length;
                return;
            }

            Write(status, rune, piece[..consumed], output);
            piece = piece[consumed..];
        }
    }

    /// <summary>The stream has ended: an incomplete character passes as it is.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        output.Write(_begun.AsSpan(0, _begunBytes));
        _begunBytes = 0;
    }

    // The bytes kept back may turn out to be a character, more of one, or garbage of which only a part is used up.
    private void FinishBegun(IBufferWriter<byte> output)
    {
        while (_begunBytes > 0)
        {
            ReadOnlySpan<byte> begun = _begun.AsSpan(0, _begunBytes);
            OperationStatus status = Rune.DecodeFromUtf8(begun, out Rune rune, out int consumed);
            if (status == OperationStatus.NeedMoreData)
                return;

            Write(status, rune, begun[..consumed], output);
            begun[consumed..].CopyTo(_begun);
            _begunBytes -= consumed;
        }
    }

    private static void Write(
        OperationStatus status, Rune rune, ReadOnlySpan<byte> original, IBufferWriter<byte> output)
    {
        if (status != OperationStatus.Done)
        {
            output.Write(original);
            return;
        }

        Span<byte> target = output.GetSpan(MaxCharacterBytes);
        output.Advance(Rune.ToUpperInvariant(rune).EncodeToUtf8(target));
    }
}
