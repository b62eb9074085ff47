using System.Globalization;

namespace Sockeye.Tracing.Strace;

/// <summary>What a call that moves bytes says of them.</summary>
/// <param name="Kind">Whether it sends or receives.</param>
/// <param name="Arguments">Its arguments but the socket and the data.</param>
/// <param name="Bytes">How many were moved.</param>
/// <param name="Data">The first of them.</param>
/// <param name="Address">The peer of a datagram; null when it is not told.</param>
internal sealed record StraceTransfer(CallKind Kind, string Arguments, long Bytes, byte[] Data, string? Address)
{
    /// <summary>What the call moved; several of sendmmsg(2) and recvmmsg(2); none when it moves nothing.</summary>
    public static IReadOnlyList<StraceTransfer> Read(StraceCall call) => call.Name switch
    {
        "send" or "sendto" => [Plain(call, CallKind.Send, address: 4)],
        "recv" or "recvfrom" => [Plain(call, CallKind.Receive, address: 4)],
        "write" => [Plain(call, CallKind.Send, address: int.MaxValue)],
        "read" => [Plain(call, CallKind.Receive, address: int.MaxValue)],
        "writev" => [Vector(call, CallKind.Send)],
        "readv" => [Vector(call, CallKind.Receive)],
        "sendmsg" => [Message(call, CallKind.Send)],
        "recvmsg" => [Message(call, CallKind.Receive)],
        "sendmmsg" => Messages(call, CallKind.Send),
        "recvmmsg" => Messages(call, CallKind.Receive),
        "sendfile" or "sendfile64" => [new(CallKind.Send, $"file, {call.Argument(3)}", Moved(call), [], null)],
        "splice" => [new(CallKind.Receive, call.Argument(4), Moved(call), [], null)],
        _ => [],
    };

    private static long Moved(StraceCall call) => Math.Max(call.Result.Value, 0);

    // name(fd, "data", length[, flags[, address, addressLength]])
    private static StraceTransfer Plain(StraceCall call, CallKind kind, int address)
    {
        string flags = Flags(call.Argument(3));
        return Peek(flags, new StraceTransfer(
            kind, call.Argument(2) + flags, Moved(call), StraceSyntax.Bytes(call.Argument(1)),
            StraceAddress.Parse(call.Argument(address))));
    }

    // name(fd, [{iov_base="data", iov_len=4}, …], count)
    private static StraceTransfer Vector(StraceCall call, CallKind kind)
    {
        (byte[] data, long room) = Gather(call.Argument(1));
        return new StraceTransfer(kind, Number(room), Moved(call), data, Address: null);
    }

    // name(fd, {msg_name=…, msg_iov=[…], …}, flags)
    private static StraceTransfer Message(StraceCall call, CallKind kind)
    {
        string message = call.Argument(1);
        (byte[] data, long room) = Gather(StraceSyntax.Field(message, "msg_iov") ?? "");
        string flags = Flags(call.Argument(2));
        return Peek(flags, new StraceTransfer(
            kind, Number(room) + flags, Moved(call), data,
            StraceAddress.Parse(StraceSyntax.Field(message, "msg_name"))));
    }

    // name(fd, [{msg_hdr={…}, msg_len=4}, …], count, flags) = how many
    private static List<StraceTransfer> Messages(StraceCall call, CallKind kind)
    {
        var transfers = new List<StraceTransfer>();
        foreach (string element in StraceSyntax.Elements(call.Argument(1)).Take((int)Math.Min(Moved(call), 1024)))
        {
            string message = StraceSyntax.Field(element, "msg_hdr") ?? "";
            (byte[] data, _) = Gather(StraceSyntax.Field(message, "msg_iov") ?? "");
            long length = LengthIn(element, "msg_len");
            string? peer = StraceAddress.Parse(StraceSyntax.Field(message, "msg_name"));
            transfers.Add(new StraceTransfer(kind, Number(length), length, data, peer));
        }

        return transfers;
    }

    private static (byte[] Data, long Room) Gather(string vectors)
    {
        var data = new List<byte>();
        long room = 0;
        foreach (string vector in StraceSyntax.Elements(vectors))
        {
            data.AddRange(StraceSyntax.Bytes(StraceSyntax.Field(vector, "iov_base") ?? ""));
            room += LengthIn(vector, "iov_len");
        }

        return ([.. data], room);
    }

    // 0 where it is not there, or not of digits only.
    private static long LengthIn(string structure, string field) =>
        long.TryParse(
            StraceSyntax.Field(structure, field), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : 0;

    // Who only looks takes nothing: the bytes come again.
    private static StraceTransfer Peek(string flags, StraceTransfer transfer) =>
        flags.Contains("MSG_PEEK", StringComparison.Ordinal) ? transfer with { Kind = CallKind.Other } : transfer;

    private static string Flags(string flags) => flags is "" or "0" or "MSG_NOSIGNAL" ? "" : $", {flags}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
