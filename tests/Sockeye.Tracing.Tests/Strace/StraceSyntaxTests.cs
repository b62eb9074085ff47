using FsCheck;
using FsCheck.Fluent;
using Sockeye.Tracing.Strace;

namespace Sockeye.Tracing.Tests.Strace;

public sealed class StraceSyntaxTests
{
    [Fact]
    public void Arguments_are_split_at_the_outer_commas() => Assert.Equal(
        ["3<UNIX-STREAM:[1->2,\"/run/a,b\"]>", "\"a,\\\"b\"", "{x=[1, 2], y=f(3, 4)}", "NULL"],
        StraceSyntax.Split("3<UNIX-STREAM:[1->2,\"/run/a,b\"]>, \"a,\\\"b\", {x=[1, 2], y=f(3, 4)}, NULL"));

    [Fact]
    public void File_of_a_descriptor_may_have_any_brackets() =>
        Assert.Equal(["3</tmp/a(b[c>", "5"], StraceSyntax.Split("3</tmp/a(b[c>, 5"));

    [Theory]
    [InlineData("\"\\0\\1\\17\\377\\n\\\\\\\"\"", "00 01 0f ff 0a 5c 22")]
    [InlineData("\"\\x7f1\"", "7f 31")]
    [InlineData("\"ab\"...", "61 62")]
    [InlineData("NULL", "")]
    public void Literals_become_bytes(string literal, string hex) =>
        Assert.Equal(hex, string.Join(' ', StraceSyntax.Bytes(literal).Select(b => b.ToString("x2"))));

    [Fact]
    public void Every_byte_comes_back_from_the_octal_that_strace_writes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            string literal = string.Concat((bytes ?? []).Select(b => "\\" + Convert.ToString(b, 8).PadLeft(3, '0')));
            return StraceSyntax.Bytes($"\"{literal}\"").SequenceEqual(bytes ?? []);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}", "127.0.0.1:80")]
    [InlineData("{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}", "[::1]:80")]
    [InlineData("{sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr)}", "127.0.0.1:80")]
    [InlineData("{sa_family=AF_UNIX, sun_path=\"/run/x\\n\"}", "/run/x\\n")]
    [InlineData("{sa_family=AF_UNIX, sun_path=@\"name\"}", "@name")]
    [InlineData("{sa_family=AF_UNIX}", null)]
    [InlineData("{sa_family=AF_NETLINK, nl_pid=0}", null)]
    [InlineData("NULL", null)]
    [InlineData("0x7ffef61c3050", null)]
    public void Addresses_are_as_people_write_them(string text, string? address) =>
        Assert.Equal(address, StraceAddress.Parse(text));

    [Theory]
    [InlineData("3<TCP:[12]>", "INET", "STREAM", null, null)]
    [InlineData("3<TCP:[127.0.0.1:80]>", "INET", "STREAM", "127.0.0.1:80", null)]
    [InlineData("3<TCPv6:[[::1]:80->[::1]:9]>", "INET6", "STREAM", "[::1]:80", "[::1]:9")]
    [InlineData("3<UNIX-DGRAM:[12->13,\"/run/log\"]>", "UNIX", "DGRAM", "/run/log", null)]
    [InlineData("3<RAWv6:[[::]:58]>", "INET6", "RAW", "[::]:58", null)]
    public void Descriptors_say_what_they_are(string text, string family, string type, string? local, string? peer)
    {
        StraceDescriptor descriptor = StraceDescriptor.Parse(text)!;
        var socket = new TracedSocket();
        descriptor.Describe(socket);

        Assert.Equal((3, family, type), (descriptor.Number, descriptor.Family, descriptor.Type));
        Assert.Equal((local, peer), (socket.Local, socket.Peer));
    }

    [Theory]
    [InlineData("3</etc/passwd>"), InlineData("3<pipe:[5]>"), InlineData("3<anon_inode:[eventpoll]>"), InlineData("3"), InlineData("-1")]
    public void Other_descriptors_are_no_sockets(string text) => Assert.False(StraceDescriptor.Parse(text)!.IsSocket);

    [Theory]
    [InlineData("/usr/bin/python3 client.py", "client.py")]
    [InlineData("/bin/sh -c 'a.py'", "a.py")]
    [InlineData("curl http://127.0.0.1/", "curl")]
    [InlineData("/opt/sockeye serve", "sockeye")]
    public void Program_is_called_by_its_script(string arguments, string name) => Assert.Equal(
        name, ProgramName.Of([.. arguments.Split(' ').Select(word => $"\"{word.Trim('\'')}\"")]));
}
