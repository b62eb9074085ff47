using System.Text;
using Sockeye.Tracing.Strace;

namespace Sockeye.Tracing.Tests.Strace;

public sealed class StraceReaderTests
{
    private const string Socket = "7<py> 1.0 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[12]> <0.1>";

    [Fact]
    public void Halves_of_calls_of_several_threads_are_joined()
    {
        List<TracedCall> calls = Recording.Calls(
            "7<py> 1.0 recvfrom(3<TCP:[127.0.0.1:1->127.0.0.1:2]>,  <unfinished ...>",
            "8<py> 1.1 sendto(4<TCP:[127.0.0.1:2->127.0.0.1:1]>, \"ab\", 2, 0, NULL, 0) = 2 <0.000010>",
            "7<py> 1.2 <... recvfrom resumed>\"ab\", 1024, 0, NULL, NULL) = 2 <0.2>");

        Assert.Equal(["send", "recv"], calls.Select(call => call.Name));
        Assert.Equal(("1024", 2L, "ab"), (calls[1].Arguments, calls[1].Bytes, Encoding.UTF8.GetString(calls[1].Preview.Span)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMilliseconds(200)), (calls[1].Start, calls[1].Duration));
    }

    [Fact]
    public void Descriptor_used_again_is_another_socket()
    {
        List<TracedCall> calls = Recording.Calls(
            Socket, "7<py> 1.1 close(3<TCP:[12]>) = 0", Socket.Replace("1.0", "1.2"), "7<py> 1.3 listen(3<TCP:[12]>, 5) = 0");

        Assert.Same(calls[0].Socket, calls[1].Socket);
        Assert.NotSame(calls[1].Socket, calls[2].Socket);
        Assert.Same(calls[2].Socket, calls[3].Socket);
    }

    [Theory]
    [InlineData("DGRAM"), InlineData("SEQPACKET")]
    public void Unix_socket_of_packets_is_seen_though_its_descriptor_does_not_tell_the_type(string type)
    {
        List<TracedCall> calls = Recording.Calls(
            $"7<py> 1.0 socketpair(AF_UNIX, SOCK_{type}|SOCK_CLOEXEC, 0, [3<UNIX:[12->13]>, 4<UNIX:[13->12]>]) = 0",
            "7<py> 1.1 sendto(3<UNIX:[12->13]>, \"x\", 1, 0, NULL, 0) = 1");

        Assert.Equal(["socketpair", "send"], calls.Select(call => call.Name));
        Assert.Equal(("UNIX", type), (calls[1].Socket!.Family, calls[1].Socket!.Type));
    }

    [Fact]
    public void Accepted_socket_is_of_the_type_of_its_listener()
    {
        List<TracedCall> calls = Recording.Calls(
            "7<py> 1.0 socket(AF_UNIX, SOCK_SEQPACKET, 0) = 3<UNIX:[12]>",
            "7<py> 1.1 accept4(3<UNIX:[12,@\"a\"]>, {sa_family=AF_UNIX}, [110 => 2], 0) = 4<UNIX:[13->14,@\"a\"]>");

        Assert.Equal("SEQPACKET", calls[1].NewSocket!.Type);
    }

    [Fact]
    public void Socket_keeps_its_identity_when_it_gets_addresses()
    {
        List<TracedCall> calls = Recording.Calls(
            Socket,
            "7<py> 1.1 connect(3<TCP:[12]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0",
            "7<py> 1.2 sendto(3<TCP:[127.0.0.1:9->127.0.0.1:80]>, \"a\", 1, 0, NULL, 0) = 1");

        Assert.Single(calls.Select(call => call.Socket).Distinct());
        Assert.Equal(("127.0.0.1:9", "127.0.0.1:80"), (calls[0].Socket!.Local, calls[0].Socket!.Peer));
    }

    [Fact]
    public void Threads_share_descriptors_and_a_forked_process_has_its_own()
    {
        List<TracedCall> calls = Recording.Calls(
            Socket,
            "7<py> 1.1 clone3({flags=CLONE_VM|CLONE_FILES|CLONE_THREAD}, 88) = 8<py>",
            "8<py> 1.2 close(3<TCP:[12]>) = 0",
            Socket.Replace("1.0", "1.3"),
            "7<py> 1.4 clone(child_stack=NULL, flags=SIGCHLD) = 9<py>",
            "9<py> 1.5 close(3<TCP:[12]>) = 0",
            "7<py> 1.6 close(3<TCP:[12]>) = 0");

        Assert.Equal(
            [CallKind.Open, CallKind.Close, CallKind.Open, CallKind.Other, CallKind.Close], calls.Select(call => call.Kind));
        Assert.Equal([7, 7, 7, 9, 7], calls.Select(call => call.Maker.Process));
    }

    [Fact]
    public void Child_may_be_seen_before_its_parent_returns()
    {
        List<TracedCall> calls = Recording.Calls(
            Socket,
            "7<py> 1.1 vfork( <unfinished ...>",
            "8<py> 1.2 listen(3<TCP:[12]>, 5) = 0",
            "7<py> 1.3 <... vfork resumed>) = 8<py>",
            "7<py> 1.4 close(3<TCP:[12]>) = 0");

        Assert.Same(calls[0].Socket, calls[1].Socket);
        Assert.Equal((8, CallKind.Other), (calls[1].Maker.Process, calls[2].Kind)); // the child still has it
    }

    [Fact]
    public void End_of_a_process_closes_what_it_had()
    {
        TracedCall last = Recording.Calls(Socket, "7<py> 1.1 +++ exited with 0 +++")[^1];

        Assert.Equal((CallKind.Close, "exit", 3), (last.Kind, last.Name, last.Socket!.Descriptor));
    }

    [Fact]
    public void Execve_closes_what_is_marked_so_and_names_the_program()
    {
        List<TracedCall> calls = Recording.Calls(
            Socket,
            "7<py> 1.1 execve(\"/usr/bin/x\", [\"/usr/bin/x\"], 0x1 /* 2 vars */) = 0",
            Socket.Replace("1.0", "1.2"));

        Assert.Equal(("execve", CallKind.Close), (calls[1].Name, calls[1].Kind));
        Assert.Equal("x", calls[2].Maker.Program);
    }

    [Fact]
    public void Call_that_never_returned_is_told_at_the_end()
    {
        TracedCall accept = Recording.Calls(Socket, "7<py> 2.0 accept4(3<TCP:[12]>,  <unfinished ...>", "8<py> 5.0 exit_group(0) = ?")[^1];

        Assert.True(accept.NeverReturned);
        Assert.Equal((CallKind.Accept, TimeSpan.FromSeconds(3)), (accept.Kind, accept.Duration));
    }

    [Fact]
    public void Peek_takes_nothing()
    {
        TracedCall peek = Recording.Calls("7<py> 1.0 recvfrom(3<TCP:[1]>, \"x\", 1, MSG_PEEK, NULL, NULL) = 1")[0];

        Assert.Equal((CallKind.Other, "1, MSG_PEEK"), (peek.Kind, peek.Arguments));
    }

    [Theory]
    [InlineData("write(3<TCP:[1]>, \"ab\", 2) = 2", CallKind.Send, "write", 2, "ab")]
    [InlineData("read(3<TCP:[1]>, \"ab\"..., 99) = 50", CallKind.Receive, "read", 50, "ab")]
    [InlineData("writev(3<TCP:[1]>, [{iov_base=\"a\", iov_len=1}, {iov_base=\"bc\", iov_len=2}], 2) = 3", CallKind.Send, "writev", 3, "abc")]
    [InlineData("sendmsg(3<UDP:[1]>, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"q\", iov_len=1}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 1", CallKind.Send, "sendmsg", 1, "q")]
    [InlineData("sendfile(3<TCP:[1]>, 4</tmp/f>, [0] => [9], 4096) = 9", CallKind.Send, "sendfile", 9, "")]
    [InlineData("splice(3<TCP:[1]>, NULL, 5<pipe:[2]>, NULL, 4096, 0) = 9", CallKind.Receive, "splice", 9, "")]
    [InlineData("splice(5<pipe:[2]>, NULL, 3<TCP:[1]>, NULL, 4096, 0) = 9", CallKind.Send, "splice", 9, "")]
    [InlineData("recvfrom(3<TCP:[1]>, 0x7ff, 10, 0, NULL, NULL) = -1 EAGAIN (Resource temporarily unavailable)", CallKind.Receive, "recv", 0, "")]
    public void Whatever_moves_bytes_is_read(string text, CallKind kind, string name, long bytes, string data)
    {
        TracedCall call = Assert.Single(Recording.Calls("7<py> 1.0 " + text));

        Assert.Equal((kind, name, bytes, data), (call.Kind, call.Name, call.Bytes, Encoding.UTF8.GetString(call.Preview.Span)));
    }

    [Fact]
    public void Each_datagram_of_sendmmsg_is_a_call_of_its_own()
    {
        List<TracedCall> calls = Recording.Calls(
            "7<py> 1.0 sendmmsg(3<UDP:[1]>, [{msg_hdr={msg_name=NULL, msg_iov=[{iov_base=\"a\", iov_len=1}], msg_iovlen=1}, msg_len=1}, "
                + "{msg_hdr={msg_name=NULL, msg_iov=[{iov_base=\"bc\", iov_len=2}], msg_iovlen=1}, msg_len=2}], 2, MSG_NOSIGNAL) = 2");

        Assert.Equal([1L, 2L], calls.Select(call => call.Bytes));
    }

    [Theory]
    [InlineData("openat(AT_FDCWD, \"/etc/hosts\", O_RDONLY) = 3</etc/hosts>")]
    [InlineData("read(3</etc/hosts>, \"\", 10) = 0")]
    [InlineData("close(3) = -1 EBADF (Bad file descriptor)")]
    public void What_concerns_no_socket_is_left_out(string text) => Assert.Empty(Recording.Calls("7<py> 1.0 " + text));

    [Theory]
    [InlineData("AF_NETLINK", "NETLINK:[5]", "NETLINK"), InlineData("AF_PACKET", "socket:[5]", "PACKET")]
    [InlineData("0x2f /* AF_??? */", "socket:[5]", "OTHER"), InlineData("AF_INET", "MPTCP:[5]", "INET")]
    public void Sockets_of_every_family_are_followed(string domain, string descriptor, string family) => Assert.Equal(
        family,
        Assert.Single(Recording.Calls($"7<py> 1.0 socket({domain}, SOCK_RAW, 0) = 3<{descriptor}>")).Socket!.Family);

    [Fact]
    public void Lines_of_others_are_counted()
    {
        var reader = new StraceReader(_ => Assert.Fail("no call was made"));

        reader.OnLine("strace: Process 12 attached");
        reader.OnLine("");

        Assert.Equal(1, reader.UnreadableLines);
    }

    [Fact]
    public void Any_line_of_a_recording_cut_anywhere_is_survived()
    {
        foreach (string line in Recording.Lines("mixed.strace"))
        {
            for (int length = 0; length <= line.Length; length++)
            {
                var reader = new StraceReader(_ => { });
                reader.OnLine(line[..length]);
                reader.OnEnd();
            }
        }
    }

    // Found by inputs of fuzz/run.
    [Theory]
    [InlineData("7 1.0 recvmmsg(3<UNIX-DGRAM:[12->13]>, [{msg_hdr={msg_name=NULL}, msg_len=-2}], 1, 0) = 1")]
    [InlineData("7 1.0 read(4<UNIX-STREAM:[]>, \"a\", 9) = 1")]
    [InlineData("7 900000000000.0 close(3<TCP:[1]>) = 0 <900000000000.0>")]
    [InlineData("7 2.0 read(3<TCP:[1]>,  <unfinished ...>\n8 1.0 read(3<TCP:[1]>, \"a\", 1) = 1")] // the clock was set
    public void Line_that_no_strace_writes_gives_no_call_of_less_than_nothing(string lines)
    {
        var calls = new List<TracedCall>();
        var reader = new StraceReader(calls.Add);

        foreach (string line in lines.Split('\n'))
            reader.OnLine(line);
        reader.OnEnd();

        Assert.All(calls, call => Assert.True(call.Bytes >= 0 && call.End >= call.Start));
    }

    [Theory]
    [InlineData("\u001b[2J"), InlineData("\u0007"), InlineData("\u202e"), InlineData("\u0085")]
    public void Line_that_a_terminal_would_obey_is_not_straces(string obeyed)
    {
        var reader = new StraceReader(call => Assert.Fail($"a call: {call.Name}"));

        reader.OnLine($"7 1.0 shutdown(3<TCP:[12]>, SHUT_{obeyed}WR) = 0");

        Assert.Equal(1, reader.UnreadableLines);
    }

    [Fact]
    public void Ten_thousand_calls_are_kept_and_more_are_counted()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 10_100).Select(
            i => $"7<py> {i}.0 sendto(3<TCP:[127.0.0.1:1->127.0.0.1:2]>, \"a\", 1, 0, NULL, 0) = 1 <0.000001>");

        CallLog log = Recording.Log(lines);

        Assert.Equal((10_100, 100), (log.Count, log.Dropped));
        Assert.Equal(10_099, log.Kept()[^1].Offset); // counted through the gap
    }
}
