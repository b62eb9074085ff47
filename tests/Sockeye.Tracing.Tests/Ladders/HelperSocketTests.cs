using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests.Ladders;

/// <summary>Which sockets are shown: what a program opened for itself, unless somebody asks for others.</summary>
public sealed class HelperSocketTests
{
    private static readonly SocketChoice Default = new() { HidesHelpers = true };

    [Theory]
    [InlineData("/var/run/nscd/socket", "nscd"), InlineData("/run/nscd/socket", "nscd")]
    [InlineData("/run/systemd/resolve/io.systemd.Resolve", "systemd")]
    [InlineData("/run/systemd/userdb/io.systemd.DynamicUser", "systemd")]
    [InlineData("/run/dbus/system_bus_socket", "D-Bus"), InlineData("/run/user/1000/bus", "D-Bus")]
    [InlineData("/dev/log", "syslog"), InlineData("/run/systemd/journal/socket", "syslog")]
    [InlineData("/var/lib/sss/pipes/nss", "sssd"), InlineData("/var/run/avahi-daemon/socket", "avahi")]
    public void Services_of_the_system_are_hidden_whether_they_are_there_or_not(string path, string reason)
    {
        Ladder ladder = Of(
            Default,
            ["7 1.0 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<UNIX-STREAM:[12]>",
            $"7 1.1 connect(3<UNIX-STREAM:[12]>, {{sa_family=AF_UNIX, sun_path=\"{path}\"}}, 110) = -1 ENOENT (No such file)",
            "7 1.2 close(3<UNIX-STREAM:[12]>) = 0",
            .. Web]);

        Assert.Equal([reason], ladder.Hidden);
        Assert.Equal("#2 fd 3", CallText.Heading(Assert.Single(ladder.Lanes, lane => lane.Socket is not null)));
    }

    [Fact]
    public void Netlink_of_getaddrinfo_and_its_connected_datagram_sockets_are_hidden()
    {
        Ladder ladder = Of(Default, Lookup);

        Assert.Equal(["netlink", "unused"], ladder.Hidden);
        Assert.Equal("2 sockets are hidden (1 netlink, 1 unused); --only all shows all", CallText.Hidden(ladder));
        Assert.Contains("--only all", TextLadder.Draw(ladder, new TextStyle(80, true, false)), StringComparison.Ordinal);
    }

    [Fact]
    public void Question_to_a_name_server_is_a_conversation()
    {
        Ladder ladder = Of(
            Default,
            "7 1.0 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<UDP:[12]>",
            "7 1.1 connect(3<UDP:[12]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.1\")}, 16) = 0",
            "7 1.2 sendto(3<UDP:[10.0.0.2:4->10.0.0.1:53]>, \"q\", 1, MSG_NOSIGNAL, NULL, 0) = 1",
            "7 1.3 close(3<UDP:[10.0.0.2:4->10.0.0.1:53]>) = 0");

        Assert.Empty(ladder.Hidden);
    }

    [Theory]
    [InlineData("bind(3<TCP:[12]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"0.0.0.0\")}, 16) = -1 EACCES (x)")]
    [InlineData("bind(3<TCP:[12]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"0.0.0.0\")}, 16) = 0")]
    [InlineData("connect(3<TCP:[12]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"10.0.0.1\")}, 16) = -1 ECONNREFUSED (x)")]
    [InlineData("listen(3<TCP:[12]>, 5) = 0")]
    public void Socket_that_somebody_wanted_something_of_is_shown(string call)
    {
        Ladder ladder = Of(
            Default, "7 1.0 socket(AF_INET, SOCK_STREAM, 0) = 3<TCP:[12]>", "7 1.1 " + call, "7 1.2 close(3<TCP:[12]>) = 0");

        Assert.Empty(ladder.Hidden);
    }

    [Fact]
    public void Trial_of_a_runtime_and_the_pair_of_an_event_loop_are_unused()
    {
        Ladder ladder = Of(
            Default,
            "7 1.0 socket(AF_INET6, SOCK_STREAM, 0) = 3<TCPv6:[12]>",
            "7 1.1 setsockopt(3<TCPv6:[12]>, SOL_IPV6, IPV6_V6ONLY, [1], 4) = 0",
            "7 1.2 bind(3<TCPv6:[12]>, {sa_family=AF_INET6, sin6_port=htons(0), inet_pton(AF_INET6, \"::1\", &sin6_addr)}, 28) = 0",
            "7 1.3 close(3<TCPv6:[12]>) = 0",
            "7 1.4 socketpair(AF_UNIX, SOCK_STREAM, 0, [3<UNIX-STREAM:[20->21]>, 4<UNIX-STREAM:[21->20]>]) = 0");

        Assert.Equal(["unused", "unused", "unused"], ladder.Hidden);
        Assert.Equal("no call is left to be shown", TextLadder.Draw(ladder, new TextStyle(80, true, false)).Split('\n')[0]);
    }

    [Fact]
    public void Who_asks_for_all_sees_all() => Assert.Equal(2, Of(SocketChoice.Everything, Lookup).ShownSockets);

    [Fact]
    public void Who_asks_for_a_family_sees_its_helpers_too()
    {
        Ladder ladder = Of(Default with { Families = new HashSet<string> { "NETLINK" } }, [.. Lookup, .. Web]);

        Assert.Equal("NETLINK", Assert.Single(ladder.Lanes).Socket!.Family);
        Assert.Equal(["unused", "inet"], ladder.Hidden);
    }

    [Theory]
    [InlineData("3"), InlineData("#3"), InlineData("80"), InlineData(":80"), InlineData("10.0.0.9"), InlineData("10.0.0.9:80")]
    public void Socket_is_named_by_its_number_address_or_port(string name)
    {
        Ladder ladder = Of(Default with { Names = [name] }, [.. Lookup, .. Web]);

        Assert.Equal(3, Assert.Single(ladder.Lanes, lane => lane.Socket is not null).Number);
        Assert.Equal(["not chosen", "not chosen"], ladder.Hidden);
    }

    [Theory]
    [InlineData("server.py fd 4"), InlineData("2"), InlineData("fd 4")]
    public void Peer_that_is_hidden_is_told_as_such(string name)
    {
        Ladder ladder = Ladder.Of(Recording.Log(Recording.Lines("tcp.strace")), Default with { Names = [name] });

        Lane outside = Assert.Single(ladder.Lanes, lane => lane.Socket is null && lane.Address == "127.0.0.1:52110");
        Assert.Equal("hidden", outside.Title);
        Assert.Contains(ladder.Arrows, arrow => arrow.FromLane == outside && arrow.Bytes == 3);
    }

    private static string[] Lookup =>
    [
        "7 0.0 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3<NETLINK:[5]>",
        "7 0.1 bind(3<NETLINK:[5]>, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0",
        "7 0.2 sendto(3<NETLINK:[ROUTE:7]>, [{nlmsg_len=20}, {ifi_family=AF_UNSPEC}], 20, 0, {sa_family=AF_NETLINK}, 12) = 20",
        "7 0.3 close(3<NETLINK:[ROUTE:7]>) = 0",
        "7 0.4 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<UDP:[6]>",
        "7 0.5 connect(3<UDP:[6]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr(\"10.0.0.8\")}, 16) = 0",
        "7 0.6 getsockname(3<UDP:[10.0.0.2:4->10.0.0.8:443]>, {sa_family=AF_INET}, [28]) = 0",
        "7 0.7 connect(3<UDP:[10.0.0.2:4->10.0.0.8:443]>, {sa_family=AF_UNSPEC}, 16) = 0",
        "7 0.8 connect(3<UDP:[10.0.0.2:4]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"10.0.0.7\")}, 16) = -1 ENETUNREACH (x)",
        "7 0.9 close(3<UDP:[10.0.0.2:4]>) = 0",
    ];

    private static string[] Web =>
    [
        "7 2.0 socket(AF_INET, SOCK_STREAM, 0) = 3<TCP:[30]>",
        "7 2.1 connect(3<TCP:[30]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"10.0.0.9\")}, 16) = 0",
        "7 2.2 close(3<TCP:[10.0.0.2:5->10.0.0.9:80]>) = 0",
    ];

    private static Ladder Of(SocketChoice choice, params string[] lines) => Ladder.Of(Recording.Log(lines), choice);
}
