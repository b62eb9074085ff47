using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// One datagram to all of a network, with a made-up sender, would have all servers there answer him: ours do not
/// (RFC 1122 §3.3.6).
/// </summary>
public sealed class BroadcastTests
{
    private const string Script = """
        set -eu
        mount -t tmpfs none /run # so that the names are ours alone
        ip netns add server
        ip netns exec server sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
        sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
        ip link add c0 type veth peer name s0 netns server
        ip address add 10.99.5.1/24 broadcast 10.99.5.255 dev c0; ip address add fd99:5::1/64 dev c0 nodad
        ip -n server address add 10.99.5.2/24 broadcast 10.99.5.255 dev s0
        ip -n server address add fd99:5::2/64 dev s0 nodad
        ip link set c0 up; ip -n server link set s0 up; ip -n server link set lo up
        mkfifo /run/said
        ip netns exec server "$@" 2>/run/said &
        server=$!
        trap 'kill $server; wait $server' EXIT
        exec 3</run/said
        for service in ipv4 ipv6; do read -r line <&3; echo "$line"; done
        ask="$(cat <<'END'
        import socket, sys
        family, everybody, one = sys.argv[1:]
        client = socket.socket(int(family), socket.SOCK_DGRAM)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        client.settimeout(60)
        for host, said in ((everybody, b"to all"), (one, b"to one")):
            client.sendto(said, socket.getaddrinfo(host, 7007, int(family))[0][4])
        print(client.recv(100).decode())
        END
        )"
        python3 -c "$ask" 2 10.99.5.255 10.99.5.2
        python3 -c "$ask" 10 ff02::1%c0 fd99:5::2
        """;

    [Fact]
    public async Task Only_who_asks_us_alone_is_answered()
    {
        string unshare = Peer.Find(Peer.Unshare);
        Peer.Find(Peer.Ip);
        Peer.Find(Peer.Python);
        if (!Environment.IsPrivilegedProcess)
            throw Peer.Missing("network namespaces need root");

        ProcessResult result = await RunningProcess.RunAsync(
            unshare,
            [
                "--net", "--mount", "sh", "-c", Script, "sh",
                .. SockeyeProcess.CommandLine("serve", "echo@udp://0.0.0.0:7007", "echo@udp://[::]:7007"),
            ]);

        const string listening = "listening on udp://0.0.0.0:7007\nlistening on udp://[::]:7007\n";
        Assert.Equal(listening + "to one\nto one\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
