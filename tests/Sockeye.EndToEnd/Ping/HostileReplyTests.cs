using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ping;

/// <summary>A host that answers twice, late, and what was not asked; its kernel is told to leave that to us.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class HostileReplyTests
{
    // To 1: twice. To 2: when 4 comes. To 3: another payload, then a longer one, a cut one, another number.
    // To 4: another identifier, and nothing more. To 5: what was asked.
    private const string Responder = """
        import os, socket, struct, sys
        def checksum(data):
            total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
            total = (total >> 16) + (total & 0xffff)
            return ~(total + (total >> 16)) & 0xffff
        def reply(to, identifier, sequence, payload):
            rest = struct.pack('!HH', identifier, sequence) + payload
            head = struct.pack('!BBH', 0, 0, checksum(b'\0\0\0\0' + rest))
            raw.sendto(head + rest, to)
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        if os.fork():
            os.execvp(sys.argv[1], sys.argv[1:])
        os.close(1), os.close(2)
        late = None
        while True:
            data, peer = raw.recvfrom(70000)
            data = data[(data[0] & 15) * 4:]
            if data[0] != 8:
                continue
            identifier, sequence = struct.unpack('!HH', data[4:8])
            payload = data[8:]
            if sequence == 2:
                late = (peer, identifier, sequence, payload)
            elif sequence == 3:
                reply(peer, identifier, 3, b'x' * len(payload))
                reply(peer, identifier, 3, payload + b'more')
                reply(peer, identifier, 3, payload[:4])
                reply(peer, identifier, 1003, payload)
            elif sequence == 4:
                reply(peer, identifier ^ 1, 4, payload)
                reply(*late)
            else:
                reply(peer, identifier, sequence, payload)
            if sequence == 1:
                reply(peer, identifier, sequence, payload)
            if sequence == 5:
                break
        """;

    private const string Script =
        "sysctl -qw net.ipv4.icmp_echo_ignore_all=1; python=$1; program=$2; shift 2; exec $python -c \"$program\" \"$@\"";

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Only_what_answers_a_request_counts_and_each_as_what_it_is(bool datagram)
    {
        string[] ping = SockeyeProcess.CommandLine("ping", "127.0.0.1", "-c", "5", "-i", "800ms", "-W", "1s");
        ProcessResult result = await RoutedNetwork.RunAsync(
            datagram, ["sh", "-c", Script, "sh", Peer.Find(Peer.Python), Responder, .. ping]);

        Assert.Matches(@"(?m)^64 bytes from 127\.0\.0\.1: icmp_seq=1 ttl=64 time=[\d.]+ ms$", result.Output);
        Assert.Matches("(?m)icmp_seq=1 .* \\(DUP!\\)$", result.Output);
        Assert.Matches("(?m)icmp_seq=2 .* \\(late\\)$", result.Output);
        Assert.Contains("icmp_seq=3 from 127.0.0.1 within 1 s\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("icmp_seq=4 from 127.0.0.1 within 1 s\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "5 packets transmitted, 2 received, +1 duplicates, 60% packet loss, time ", result.Output,
            StringComparison.Ordinal);
        Assert.Contains("\n1 late\n", result.Output, StringComparison.Ordinal);
        result.AssertExit(1);
    }
}
