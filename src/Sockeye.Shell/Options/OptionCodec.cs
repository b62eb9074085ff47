using System.Buffers.Binary;
using System.Globalization;
using Sockeye.Shell.Values;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Options;

/// <summary>Values of socket options between the shell and the layout of 64-bit Linux.</summary>
internal static class OptionCodec
{
    /// <summary>Room for any of them, in bytes: <c>struct tcp_info</c> is the longest, and grows.</summary>
    public const int MaxBytes = 512;

    private const int MicrosecondsPerSecond = 1_000_000;
    private const long MaxSeconds = int.MaxValue;

    /// <summary>The bytes for setsockopt; null when the value does not fit the option.</summary>
    public static byte[]? Encode(OptionKind kind, Value value) => (kind, value) switch
    {
        (OptionKind.Number, NumberValue { Number: >= int.MinValue and <= int.MaxValue } number) =>
            BitConverter.GetBytes((int)number.Number),
        (OptionKind.Number, WordValue { Word: "ON" or "OFF" } word) => BitConverter.GetBytes(word.Word == "ON" ? 1 : 0),
        (OptionKind.Linger, WordValue { Word: "OFF" }) => Pair(0, 0),
        (OptionKind.Linger, NumberValue { Number: >= 0 and <= int.MaxValue } seconds) => Pair(1, (int)seconds.Number),
        (OptionKind.Time, _) => Seconds(value) is { } time ? TimeValue(time) : null,
        (OptionKind.Text, BytesValue text) => text.Bytes,
        _ => null,
    };

    /// <summary>What a value of that kind looks like, for the error.</summary>
    public static string FormOf(OptionKind kind) => kind switch
    {
        OptionKind.Time => "seconds, such as 5 or 0.25",
        OptionKind.Linger => "seconds, such as 0 or 5, or OFF",
        OptionKind.Text => "text in quotes",
        OptionKind.Errno or OptionKind.TcpInfo => "nothing: it can only be read",
        _ => "a number, ON or OFF",
    };

    /// <summary>The value of what getsockopt wrote.</summary>
    public static Value Decode(OptionKind kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        OptionKind.Number when bytes.Length == 1 => new NumberValue(bytes[0]),
        OptionKind.Number or OptionKind.Errno when bytes.Length < sizeof(int) => new BytesValue(bytes.ToArray()),
        OptionKind.Number => new NumberValue(BitConverter.ToInt32(bytes)),
        OptionKind.Errno => BitConverter.ToInt32(bytes) is var errno && errno == 0
            ? new NumberValue(0)
            : new NumberValue(errno, ErrnoNames.Of(errno)),
        OptionKind.Linger => new PlainValue(BitConverter.ToInt32(bytes) == 0
            ? "OFF"
            : string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToInt32(bytes[sizeof(int)..])} s")),
        OptionKind.Time => new PlainValue(
            string.Create(CultureInfo.InvariantCulture, $"{ToTime(bytes).TotalSeconds:0.######} s")),
        OptionKind.Text => new BytesValue(bytes.TrimEnd((byte)0).ToArray()),
        _ => new PlainValue(TcpInfo(bytes)),
    };

    /// <summary>A <c>struct timeval</c> as time.</summary>
    public static TimeSpan ToTime(ReadOnlySpan<byte> bytes) =>
        TimeSpan.FromSeconds(BitConverter.ToInt64(bytes))
        + TimeSpan.FromMicroseconds(BitConverter.ToInt64(bytes[sizeof(long)..]));

    private static double? Seconds(Value value)
    {
        double seconds = value switch
        {
            NumberValue number => number.Number,
            WordValue word when double.TryParse(
                word.Word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double parsed) => parsed,
            _ => -1,
        };
        return seconds is >= 0 and <= MaxSeconds ? seconds : null;
    }

    private static byte[] TimeValue(double seconds)
    {
        byte[] bytes = new byte[2 * sizeof(long)];
        BitConverter.TryWriteBytes(bytes, (long)seconds);
        BitConverter.TryWriteBytes(bytes.AsSpan(sizeof(long)), (long)(seconds % 1 * MicrosecondsPerSecond));
        return bytes;
    }

    private static byte[] Pair(int first, int second) =>
        [.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second)];

    // The first fields of struct tcp_info (linux/tcp.h), which never move.
    private static string TcpInfo(ReadOnlySpan<byte> info)
    {
        const int mss = 16, queued = 24, backlog = 28, rtt = 68, congestionWindow = 80, retransmits = 100, whole = 104;
        if (info.Length < whole)
            return "none";

        var state = (TcpState)info[0];
        uint Field(ReadOnlySpan<byte> from, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(from[offset..]);
        return state == TcpState.Listen
            ? $"state=Listen queue={Field(info, queued)} backlog={Field(info, backlog)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"state={state} rtt={Field(info, rtt) / 1000.0:0.###}ms cwnd={Field(info, congestionWindow)} ")
                + $"mss={Field(info, mss)} retransmitted={Field(info, retransmits)}";
    }
}
