using System.Net;
using System.Net.Sockets;

namespace Sockeye.Protocols.Ftp;

/// <summary>How data is moved: types, data connections, and the transfers.</summary>
internal sealed class FtpDataCommands(FtpSessionState state)
{
    private const int FirstUserPort = 1024; // below are the system's services (RFC 2577 §3)

    public void AddTo(FtpCommandTable table)
    {
        table.Add(FtpVerb.Type, SetType, needsArgument: true);
        table.Add(FtpVerb.Mode, mode => Only(mode, "S", "Streams only: MODE S."), needsArgument: true);
        table.Add(FtpVerb.Stru, structure => Only(structure, "F", "Files only: STRU F."), needsArgument: true);
        table.Add(FtpVerb.Allo, Announce, needsArgument: true);
        table.Add(FtpVerb.Rest, Restart, needsArgument: true);
        table.Add(FtpVerb.Rang, SetRange, needsArgument: true);
        table.Add(FtpVerb.Pasv, _ => Listen());
        table.Add(FtpVerb.Epsv, ListenExtended);
        table.Add(FtpVerb.Port, SetPort, needsArgument: true);
        table.Add(FtpVerb.Eprt, SetExtendedPort, needsArgument: true);
        table.Add(FtpVerb.Retr, name => Transfer(FtpActionKind.Retrieve, name), needsArgument: true);
        table.Add(FtpVerb.Stor, name => Transfer(FtpActionKind.Store, name), needsArgument: true);
        table.Add(FtpVerb.Appe, name => Transfer(FtpActionKind.Append, name), needsArgument: true);
        table.Add(FtpVerb.Stou, name => Transfer(FtpActionKind.StoreUnique, name));
        table.Add(FtpVerb.List, name => List(FtpListFormat.Unix, WithoutFlags(name)));
        table.Add(FtpVerb.Nlst, name => List(FtpListFormat.Names, WithoutFlags(name)));
        table.Add(FtpVerb.Mlsd, name => List(FtpListFormat.Facts, name));
    }

    /// <summary>The shell listens on that port.</summary>
    public void OnListening(bool isExtended, int port)
    {
        state.DataWay = new FtpDataWay(Address: null);
        state.Reply(isExtended
            ? new FtpReply(229, $"Entering Extended Passive Mode (|||{FtpText.Number(port)}|)")
            : new FtpReply(
                227,
                $"Entering Passive Mode ({FtpAddress.Write(new IPEndPoint(state.Terms.PassiveAddress!, port))})."));
    }

    // "LIST -a", "NLST -CF": what clients write for ls(1). Nothing here begins with a hyphen by chance.
    private static string WithoutFlags(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        while (rest.StartsWith('-'))
            FtpText.TakeWord(ref rest);
        return rest.ToString();
    }

    private FtpAction? SetType(string type)
    {
        ReadOnlySpan<char> rest = type;
        string name = FtpText.TakeWord(ref rest);
        bool isText = name.IsWord("A") && (rest.IsEmpty || rest.Equals("N", StringComparison.OrdinalIgnoreCase));
        bool isImage = (name.IsWord("I") && rest.IsEmpty) || (name.IsWord("L") && rest is "8");
        if (!isText && !isImage)
            return state.Reply(504, "Use TYPE I, TYPE L 8 or TYPE A.");

        state.IsText = isText;
        return state.Reply(200, isText ? "Text, lines translated." : "Bytes as they are.");
    }

    private FtpAction? Only(string value, string allowed, string text) =>
        value.IsWord(allowed) ? state.Reply(200, "As always.") : state.Reply(504, text);

    private FtpAction? Restart(string marker)
    {
        if (!FtpText.TryParseNumber(marker, out long offset))
            return state.Reply(501, "Not an offset in bytes.");

        (state.RestartAt, state.Range) = (offset, null);
        return state.Reply(350, $"The next transfer begins at byte {FtpText.Number(offset)}.");
    }

    // "ALLO 1000 R 80": the length of a record is of no interest (RFC 959 §5.3.1).
    private FtpAction? Announce(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        if (!FtpText.TryParseNumber(FtpText.TakeWord(ref rest), out long length))
            return state.Reply(501, "Not a length in bytes.");

        state.Announced = length;
        return state.Reply(200, "A shorter file will be taken for one that was cut.");
    }

    // Both ends are included; a start behind the end takes the range back (draft-bryan-ftp-range §3).
    private FtpAction? SetRange(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        bool isRange = FtpText.TryParseNumber(FtpText.TakeWord(ref rest), out long start)
            & FtpText.TryParseNumber(rest, out long last);
        if (!isRange || last == long.MaxValue)
            return state.Reply(501, "Not the first and the last byte of a range.");

        state.RestartAt = 0;
        state.Range = start <= last ? (start, last + 1) : null;
        return state.Reply(350, state.Range is null ? "No range." : "The range is for the next HASH or RETR.");
    }

    private FtpAction? Listen()
    {
        if (state.OnlyExtendedPassive)
            return state.Reply(503, "EPSV ALL was said.");
        if (state.Terms.PassiveAddress is null)
            return state.Reply(425, "No IPv4 address; use EPSV.");

        state.DataWay = null;
        return new FtpAction(FtpActionKind.Listen);
    }

    private FtpAction? ListenExtended(string protocol)
    {
        if (protocol.IsWord("ALL"))
        {
            state.OnlyExtendedPassive = true;
            return state.Reply(200, "EPSV only from now on.");
        }

        bool isIpv6 = state.Terms.Peer is { AddressFamily: AddressFamily.InterNetworkV6 };
        if (protocol.Length > 0 && protocol != (isIpv6 ? "2" : "1"))
            return state.Reply(522, $"Not that protocol, use ({(isIpv6 ? 2 : 1)}).");

        state.DataWay = null;
        return new FtpAction(FtpActionKind.Listen) { IsExtended = true };
    }

    private FtpAction? SetPort(string argument) => FtpAddress.TryParsePort(argument, out IPEndPoint? address)
        ? SetDataWay(address!)
        : state.Reply(501, "Not an address.");

    private FtpAction? SetExtendedPort(string argument)
    {
        if (FtpAddress.TryParseExtendedPort(argument, out IPEndPoint? address, out bool isUnknownProtocol))
            return SetDataWay(address!);

        return isUnknownProtocol
            ? state.Reply(522, "Not that protocol, use (1,2).")
            : state.Reply(501, "Not an address.");
    }

    // The bounce attack of RFC 2577 §3: only to whom we speak already, and to no service of the system.
    private FtpAction? SetDataWay(IPEndPoint address)
    {
        if (state.OnlyExtendedPassive)
            return state.Reply(503, "EPSV ALL was said.");
        if (!address.Address.Equals(state.Terms.Peer) || address.Port < FirstUserPort)
            return state.Reply(504, "Data goes to your own address only, and to ports from 1024 on.");

        state.DataWay = new FtpDataWay(address);
        return state.Reply(200, "Data goes there.");
    }

    private FtpAction? Transfer(FtpActionKind kind, string name)
    {
        long offset = state.RestartAt;
        (long Start, long End)? range = state.Range;
        long? announced = state.IsText || kind == FtpActionKind.Retrieve ? null : state.Announced;
        (state.RestartAt, state.Range, state.Announced) = (0, null, null);
        if (state.IsText && (offset > 0 || range is not null))
            return state.Reply(504, "Parts are sent as bytes only: TYPE I.");
        if (kind != FtpActionKind.Retrieve && range is not null)
            return state.Reply(504, "Ranges are for RETR and HASH only.");
        if (kind is FtpActionKind.Append or FtpActionKind.StoreUnique && offset > 0)
            return state.Reply(503, "REST is for RETR and STOR only.");

        return Over(new FtpAction(kind)
        {
            Path = name.Length == 0 ? "unnamed" : name, // of STOU only
            Offset = range?.Start ?? offset,
            Length = range?.End - range?.Start,
            IsText = state.IsText,
            Announced = announced,
        });
    }

    private FtpAction? List(FtpListFormat format, string name) =>
        Over(new FtpAction(FtpActionKind.List) { Path = name, Prefix = name, Format = format, Facts = state.Facts });

    private FtpAction? Over(FtpAction action)
    {
        if (state.DataWay is not { } way)
            return state.Reply(425, "PASV, EPSV, PORT or EPRT first.");
        if (FtpPath.Resolve(state.Directory, action.Path) is not { } path)
            return state.Reply(FtpRefusals.ReplyTo(FtpRefusal.BadName));
        if (state.Terms.Protection == FtpProtection.Everything && !state.IsDataProtected)
            return state.Reply(521, "Data connections use TLS here: PROT P."); // RFC 4217 §10

        state.DataWay = null;
        return action with { Path = path, Address = way.Address, IsProtected = state.IsDataProtected };
    }
}
