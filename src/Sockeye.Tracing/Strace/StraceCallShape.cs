namespace Sockeye.Tracing.Strace;

/// <summary>From strace's arguments to the ones that a person wants to see.</summary>
internal static class StraceCallShape
{
    /// <summary>A call that moved bytes.</summary>
    /// <param name="shown">What is known already.</param>
    /// <param name="moved">What it moved.</param>
    public static TracedCall Moved(TracedCall shown, StraceTransfer moved)
    {
        // a receive shows its buffer only as far as it was filled
        int kept = (int)Math.Min(moved.Data.Length, moved.Bytes);
        return shown with
        {
            Kind = moved.Kind,
            Name = NameOf(shown.Name, moved.Address),
            Arguments = moved.Address is null || moved.Kind == CallKind.Receive
                ? moved.Arguments
                : $"{moved.Arguments}, {moved.Address}",
            Address = moved.Address,
            Bytes = moved.Bytes,
            Preview = moved.Data.AsMemory(0, kept),
        };
    }

    /// <summary>Any other call on a socket.</summary>
    public static TracedCall Of(TracedCall shown, StraceCall call) => call.Name switch
    {
        "bind" => WithAddress(shown, call, CallKind.Bind),
        "connect" => WithAddress(shown, call, CallKind.Connect),
        "listen" => shown with { Kind = CallKind.Listen, Arguments = call.Argument(1) },
        "accept" or "accept4" => shown with
        {
            Kind = CallKind.Accept,
            Name = "accept",
            Address = StraceAddress.Parse(call.Argument(1)),
        },
        "shutdown" => shown with
        {
            Kind = call.Argument(1).Contains("WR", StringComparison.Ordinal) ? CallKind.EndSending : CallKind.Other,
            Arguments = call.Argument(1).Replace("SHUT_", "", StringComparison.Ordinal),
        },
        "getsockname" or "getpeername" => shown with
        {
            Result = StraceAddress.Parse(call.Argument(1)) ?? shown.Result,
        },
        "setsockopt" or "getsockopt" => shown with { Arguments = $"{call.Argument(2)}, {call.Argument(3)}" },
        _ => shown with { Arguments = call.ArgumentsFrom(1) },
    };

    private static TracedCall WithAddress(TracedCall shown, StraceCall call, CallKind kind)
    {
        string? address = StraceAddress.Parse(call.Argument(1));
        if (shown is { Error: null or "EINPROGRESS", Socket: { } socket } && address is not null)
        {
            if (kind == CallKind.Connect)
                socket.Peer ??= address;
            else if (!address.EndsWith(":0", StringComparison.Ordinal))
                socket.Local = address;
        }

        return shown with { Kind = kind, Arguments = address ?? call.Argument(1), Address = address };
    }

    // A program that calls send makes the system call sendto without an address, and so on.
    private static string NameOf(string name, string? address) => (name, address) switch
    {
        ("sendto", null) => "send",
        ("recvfrom", null) => "recv",
        _ => name,
    };
}
