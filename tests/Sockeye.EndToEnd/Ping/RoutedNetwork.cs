using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ping;

/// <summary>
/// A client, a router and a server in network namespaces of their own; they vanish with the program that runs.
/// </summary>
/// <remarks>
/// <code>
///  client c0 ------------- r0 router r1 ------ mtu 1280 ------ s0 server
///  10.99.1.1     10.99.1.254     10.99.2.254                   10.99.2.1
///  fd99:1::1     fd99:1::254     fd99:2::254                   fd99:2::1
///
///  10.99.3.0/24, fd99:3::/64   the router says: unreachable        10.99.4.0/24   the router says: prohibited
///  10.98.0.0/16                the client itself knows no way
///  10.97.0.0/16                the client itself prohibits it      10.99.1.9      nobody has it, and nobody says so
/// </code>
/// A connection to nobody is tried twice, 3 s long. The server drops every fourth echo request to 10.99.2.4, which is its address too. Nothing leaves the machine.
/// </remarks>
internal static class RoutedNetwork
{
    private const string Nobody = "1 0"; // who may open datagram sockets of ICMP: a range of groups
    private const string Everybody = "0 2147483647";

    private const string Script = """
        set -eu
        mount -t tmpfs none /run # so that the names are ours alone
        quiet() { "$@" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; }
        quiet env
        for ns in router server; do ip netns add $ns; quiet ip netns exec $ns; done
        ip link add c0 type veth peer name r0 netns router
        ip -n router link add r1 type veth peer name s0 netns server
        ip link set lo up; ip link set c0 up
        ip -n router link set r0 up; ip -n router link set r1 mtu 1280 up
        ip -n server link set lo up; ip -n server link set s0 mtu 1280 up
        ip address add 10.99.1.1/24 dev c0; ip address add fd99:1::1/64 dev c0 nodad
        ip -n router address add 10.99.1.254/24 dev r0; ip -n router address add fd99:1::254/64 dev r0 nodad
        ip -n router address add 10.99.2.254/24 dev r1; ip -n router address add fd99:2::254/64 dev r1 nodad
        ip -n server address add 10.99.2.1/24 dev s0; ip -n server address add fd99:2::1/64 dev s0 nodad
        ip -n server address add 10.99.2.4/24 dev s0
        ip route add default via 10.99.1.254; ip route add default via fd99:1::254
        ip -n server route add default via 10.99.2.254; ip -n server route add default via fd99:2::254
        ip -n router route add unreachable 10.99.3.0/24; ip -n router route add unreachable fd99:3::/64
        ip -n router route add prohibit 10.99.4.0/24
        ip route add unreachable 10.98.0.0/16; ip route add prohibit 10.97.0.0/16
        ip neighbour add 10.99.1.9 lladdr 02:00:00:00:00:09 dev c0; sysctl -qw net.ipv4.tcp_syn_retries=1
        ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
            net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
        ip netns exec server nft 'add table ip lossy; add chain ip lossy in { type filter hook input priority 0; };
            add rule ip lossy in ip daddr 10.99.2.4 icmp type echo-request numgen inc mod 4 == 3 drop'
        sysctl -qw net.ipv4.ping_group_range="$1"; shift
        exec "$@"
        """;

    /// <summary>Runs a command line as the client.</summary>
    /// <param name="datagramSockets">Whether everybody may open datagram sockets of ICMP; else nobody.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Task<ProcessResult> RunAsync(bool datagramSockets, params string[] command)
    {
        string unshare = Peer.Find(Peer.Unshare);
        Peer.Find(Peer.Ip);
        Peer.Find(Peer.Nft);
        if (!Environment.IsPrivilegedProcess)
            throw Peer.Missing("network namespaces need root");

        return RunningProcess.RunAsync(
            unshare,
            ["--net", "--mount", "sh", "-c", Script, "sh", datagramSockets ? Everybody : Nobody, .. command]);
    }
}
