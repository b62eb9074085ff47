using System.Globalization;
using System.Text.RegularExpressions;

namespace Sockeye.Tracing.Strace;

/// <summary>
/// A descriptor and what it is, as <c>strace -yy</c> writes it: <c>3&lt;TCP:[127.0.0.1:37374-&gt;127.0.0.1:80]&gt;</c>.
/// </summary>
/// <param name="Number">The descriptor.</param>
/// <param name="Protocol">
/// <c>TCP</c>, <c>UDPv6</c>, <c>UNIX-STREAM</c> …; empty when it is no socket that we follow.
/// </param>
/// <param name="Name">
/// What stands in the brackets: the addresses, or the inode while the kernel lists none.
/// </param>
internal sealed partial record StraceDescriptor(int Number, string Protocol, string Name)
{
    /// <summary>Of a socket whose family only the call tells that opens it.</summary>
    public const string OtherFamily = "OTHER";

    private static readonly Dictionary<string, (string Family, string Type)> Kinds = new()
    {
        ["TCP"] = ("INET", "STREAM"),
        ["TCPv6"] = ("INET6", "STREAM"),
        ["MPTCP"] = ("INET", "STREAM"),
        ["MPTCPv6"] = ("INET6", "STREAM"),
        ["UDP"] = ("INET", "DGRAM"),
        ["UDPv6"] = ("INET6", "DGRAM"),
        ["PING"] = ("INET", "DGRAM"),
        ["PINGv6"] = ("INET6", "DGRAM"),
        ["RAW"] = ("INET", "RAW"),
        ["RAWv6"] = ("INET6", "RAW"),
        ["UNIX"] = ("UNIX", "DGRAM"), // or SEQPACKET: the kernel has one name for both; the call that opens it tells
        ["UNIX-STREAM"] = ("UNIX", "STREAM"),
        ["UNIX-DGRAM"] = ("UNIX", "DGRAM"),
        ["UNIX-SEQPACKET"] = ("UNIX", "SEQPACKET"),
        ["NETLINK"] = ("NETLINK", "RAW"),
        ["socket"] = (OtherFamily, "RAW"), // what the kernel has no lists of: PACKET, VSOCK, …
    };

    /// <returns>null when the text is no descriptor.</returns>
    public static StraceDescriptor? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success
            || !int.TryParse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out int number))
            return null;

        string protocol = match.Groups["protocol"].Value;
        return Kinds.ContainsKey(protocol)
            ? new StraceDescriptor(number, protocol, match.Groups["name"].Value)
            : new StraceDescriptor(number, "", "");
    }

    public bool IsSocket => Protocol.Length > 0;

    public string Family => Kinds[Protocol].Family;

    public string Type => Kinds[Protocol].Type;

    /// <summary>Whether the name is still that of the one socket there is: an inode, or two addresses.</summary>
    public bool IsUnique => Name.Length > 0 && (IsInode || Name.Contains("->", StringComparison.Ordinal));

    private bool IsInode => Name.All(char.IsAsciiDigit);

    /// <summary>Writes what the name tells into a socket.</summary>
    public void Describe(TracedSocket socket)
    {
        if (Family == "UNIX")
            DescribeUnix(socket);
        else if (!IsInode)
            DescribeInet(socket);
    }

    private void DescribeInet(TracedSocket socket)
    {
        string[] ends = Name.Split("->");
        socket.Local = StraceAddress.Plain(ends[0]);
        if (ends.Length == 2)
            socket.Peer = StraceAddress.Plain(ends[1]);
    }

    // "inode", "inode->inode", each perhaps with a path: "12->34,"/run/x""
    private void DescribeUnix(TracedSocket socket)
    {
        IReadOnlyList<string> parts = StraceSyntax.Split(Name);
        if (parts.Count == 0)
            return;

        string[] inodes = parts[0].Split("->");
        socket.Inode = inodes[0];
        if (inodes.Length == 2)
            socket.PeerInode = inodes[1];
        if (parts.Count > 1)
            socket.Local = StraceAddress.Path(parts[1]);
    }

    [GeneratedRegex(@"^(?<number>-?\d+)(?:<(?:(?<protocol>[A-Za-z0-9-]+):\[(?<name>.*)\]|.*)>)?(?:\s|$)")]
    private static partial Regex Pattern();
}
