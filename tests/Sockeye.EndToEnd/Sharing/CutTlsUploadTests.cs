using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// Somebody on the way ends the TCP connection of an upload, which TLS would have ended with a word of its own
/// (close_notify): nothing is published.
/// </summary>
public sealed class CutTlsUploadTests
{
    // Of HTTP, a body without a length: it ends where its last chunk says so. Cut is cut before that.
    private const string Script = """
        import socket, ssl, sys
        protocol, port = sys.argv[1], int(sys.argv[2])
        context = ssl._create_unverified_context()
        def secured():
            plain = socket.create_connection(('127.0.0.1', port), timeout=15)
            return context.wrap_socket(plain, server_hostname='localhost')
        def cut(c):
            raw = socket.socket(fileno=c.detach()); raw.shutdown(socket.SHUT_WR)
            try:
                while raw.recv(65536): pass
            except OSError: pass
        c = secured()
        if protocol == 'files':
            c.sendall(b'PUT 10 ' + b'0' * 64 + b' f\n'); assert c.recv(6) == b'READY\n'
            c.sendall(b'half'); cut(c)
        elif protocol == 'http':
            c.sendall(b'PUT /f HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf'); cut(c)
            c = secured()
            c.sendall(b'PUT /g HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'); cut(c)
        else:
            r = c.makefile('rb'); r.readline()
            def say(line):
                c.sendall(line.encode() + b'\r\n'); return r.readline().decode()
            say('USER ftp'); say('PASS x'); say('TYPE I')
            p = socket.create_connection(('127.0.0.1', int(say('EPSV').split('|')[3])))
            assert say('STOR f')[:3] == '150'
            d = context.wrap_socket(p, server_hostname='localhost'); d.sendall(b'half'); cut(d)
            assert r.readline()[:3] == b'426'
        """;

    [Theory, InlineData("files"), InlineData("http"), InlineData("ftp")]
    public async Task Nothing_is_published(string protocol)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/f", "as it was"u8);
        await using SharingServer server = await SharingServer.StartAsync(
            folder, [$"{protocol}@tls://127.0.0.1:0"], "--writable");

        ProcessResult cut = await PythonProcess.RunAsync(
            Script, protocol, server.AddressOf(protocol).Port.ToString(CultureInfo.InvariantCulture));

        Assert.True(cut.ExitCode == 0, $"{cut.Error}\n{server.Process.Describe()}");
        await server.LoggedAsync(@"\S+ \w+ \S+ anonymous put ""f"" \d+ cut-off .*");
        Assert.Equal("as it was", await File.ReadAllTextAsync(folder.At("root/f")));
        Assert.False(File.Exists(folder.At("root/g")));
    }
}
