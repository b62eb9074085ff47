using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>
/// How much one event may lead to before the others have their turn: a peer that reads, or sends, as fast as we do
/// would otherwise be served to its end.
/// </summary>
/// <remarks>Counted on the loops' threads only; the thread pool's are shared by the system.</remarks>
internal static class EventBudget
{
    /// <summary>
    /// What may be moved, in bytes. Our choice: a tenth of a millisecond of sendfile(2), and as much again costs a
    /// thousandth of it for the turn.
    /// </summary>
    public const int Bytes = 256 * 1024;

    private const int BytesOfCall = 4 * 1024; // a call counts for at least so much: 64 short messages

    [ThreadStatic]
    private static Shift? _shift;

    [ThreadStatic]
    private static int _left;

    /// <summary>The shift that must be gone on with; null where nobody waits for his turn.</summary>
    public static Shift? UsedUp => _left <= 0 ? _shift : null;

    public static void Begin(Shift shift) => (_shift, _left) = (shift, Bytes);

    public static void End() => _shift = null;

    /// <summary>How much one call may be asked for.</summary>
    public static int AtMost(int bytes) => _shift is null ? bytes : Math.Min(bytes, Bytes);

    /// <summary>A call was made: what it moved counts.</summary>
    /// <returns>The same number.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">It failed.</exception>
    public static int Spent(Errno error, int bytes)
    {
        SocketErrors.ThrowIfFailed(error);
        _left -= Math.Max(bytes, BytesOfCall);
        return bytes;
    }
}
