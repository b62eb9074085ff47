using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>Peers with which no TLS comes about: exit code 3, and the reason in words.</summary>
public sealed class HandshakeTests
{
    private const string Left = "the peer closed the connection before it was done";

    [Theory]
    [InlineData("pass", Left)]
    [InlineData("s.send(b'\\x16\\x03\\x01\\x02\\x00\\x01')", Left)]
    [InlineData("s.send(b'GET / HTTP/1.0\\r\\n\\r\\n'); s.recv(99)", "what the peer sent is not TLS")]
    [InlineData("tls().wrap_socket(s)", "the peer refused: unknown ca")]
    [InlineData("tls(ssl.TLSVersion.TLSv1_1).wrap_socket(s)", "no version in common: ours are TLS 1.2 and 1.3")]
    [InlineData("tls(ciphers='AES128-SHA').wrap_socket(s)", "no cipher in common")]
    public async Task Client_that_does_not_shake_hands(string does, string reason)
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("listen", "tls://127.0.0.1:0");
        await PythonProcess.RunAsync(
            $"""
            import socket, ssl
            def tls(version=None, ciphers=None):
                context = ssl.create_default_context()
                context.check_hostname = False
                if ciphers: version = ssl.TLSVersion.TLSv1_2
                if version:
                    context.verify_mode = ssl.CERT_NONE
                    context.set_ciphers(ciphers or 'ALL:@SECLEVEL=0')
                    context.minimum_version = context.maximum_version = version
                return context
            s = socket.create_connection(('{ours.Host}', {ours.Port}))
            {does}
            """);

        await ours.Process.AssertExitAsync(3);
        Assert.EndsWith(
            $"sockeye: cannot carry data between the peer and standard input and output: the TLS handshake failed: {reason}\n",
            ours.Process.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Left)]
    [InlineData("\\x16\\x03\\x03\\x00\\x40\\x02", Left)]
    [InlineData("220 mail.example ready\\r\\n", "what the peer sent is not TLS")]
    [InlineData("\\x15\\x03\\x03\\x00\\x02\\x02\\x28", "the peer refused: handshake failure")]
    [InlineData("\\x15\\x03\\x01\\x00\\x02\\x02\\x46", "the peer refused: protocol version")]
    public async Task Server_that_does_not_shake_hands(string says, string reason)
    {
        await using RunningProcess server = PythonProcess.Start(
            $"""
            import socket
            listener = socket.create_server(('127.0.0.1', 0))
            print(listener.getsockname()[1], flush=True)
            s, _ = listener.accept()
            s.recv(65536)
            s.send(b'{says}')
            s.close()
            """);
        string port = (await server.OutputAsync(@"(\d+)\n")).Groups[1].Value;

        ProcessResult ours = await SockeyeProcess.RunAsync("connect", $"tls://127.0.0.1:{port}");

        Assert.Equal(
            $"sockeye: cannot connect to tls://127.0.0.1:{port}: the TLS handshake failed: {reason}\n", ours.Error);
        ours.AssertExit(3);
    }
}
