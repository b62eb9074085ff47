using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Route;

/// <summary>
/// A client, three routers in a row and a server in network namespaces of their own; they vanish with the program.
/// </summary>
/// <remarks>
/// <code>
///  client c0 --- a0 one a1 --- b0 two b1 --- d0 three d1 --- s0 server
///  10.96.1.1     .1.254 .2.1   .2.254 .3.1   .3.254 .4.254   10.96.4.1      the same of fd96: fd96:1::1 …
///
///  10.96.5.0/24, fd96:5::/64   three says: unreachable     10.96.6.0/24, fd96:6::/64   three says: prohibited
///  10.96.7.0/24                goes round between three and server
///  10.98.0.0/16                the client itself knows no way
/// </code>
/// Two is silent: it drops its own time exceeded, of both families. first.example is one. Nothing leaves the machine.
/// </remarks>
internal static class LongNetwork
{
    private const string Nobody = "1 0"; // who may open datagram sockets of ICMP: a range of groups
    private const string Everybody = "0 2147483647";

    private const string Script = """
        set -eu
        mount -t tmpfs none /run # so that the names are ours alone
        printf '127.0.0.1 localhost\n10.96.1.254 first.example\n' > /run/hosts
        mount --bind /run/hosts /etc/hosts
        quiet() { "$@" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; }
        quiet env
        for ns in one two three server; do ip netns add $ns; quiet ip netns exec $ns; done
        ip link add c0 type veth peer name a0 netns one
        ip -n one link add a1 type veth peer name b0 netns two
        ip -n two link add b1 type veth peer name d0 netns three
        ip -n three link add d1 type veth peer name s0 netns server
        ip link set lo up; ip link set c0 up
        ip address add 10.96.1.1/24 dev c0; ip address add fd96:1::1/64 dev c0 nodad
        join() { ip -n $1 link set $2 up; ip -n $1 address add 10.96.$3.$4/24 dev $2
            ip -n $1 address add fd96:$3::$4/64 dev $2 nodad; }
        join one a0 1 254; join one a1 2 1; join two b0 2 254; join two b1 3 1
        join three d0 3 254; join three d1 4 254; join server s0 4 1
        by() { $1 route add default via 10.96.$2; $1 -6 route add default via fd96:$3; }
        by "ip" 1.254 1::254; by "ip -n one" 2.254 2::254; by "ip -n two" 3.254 3::254
        by "ip -n three" 3.1 3::1; by "ip -n server" 4.254 4::254
        ip -n two route add 10.96.1.0/24 via 10.96.2.1; ip -n two -6 route add fd96:1::/64 via fd96:2::1
        ip -n three route add 10.96.7.0/24 via 10.96.4.1
        ip -n three route add unreachable 10.96.5.0/24; ip -n three route add unreachable fd96:5::/64
        ip -n three route add prohibit 10.96.6.0/24; ip -n three route add prohibit fd96:6::/64
        ip route add unreachable 10.98.0.0/16
        for ns in one two three server; do ip netns exec $ns sysctl -qw net.ipv4.ip_forward=1 \
            net.ipv6.conf.all.forwarding=1 net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0; done
        ip netns exec two nft 'add table inet silent; add chain inet silent out { type filter hook output priority 0; };
            add rule inet silent out icmp type time-exceeded drop;
            add rule inet silent out icmpv6 type time-exceeded drop'
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
