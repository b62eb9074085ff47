using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>What a peer has not taken is not done: neither by the reply nor in the access log.</summary>
public sealed class UnreadAnswerTests
{
    // Fits our kernel's buffers, and not the peer's: it is sent at once, and not taken.
    private const int FileBytes = 1024 * 1024;

    // Asks for the file, and begins to read it. Then it dies, or does what follows.
    private const string Asking = """
        import ftplib, socket, ssl, sys
        protocol, port = sys.argv[1], int(sys.argv[2])
        trusting = ssl._create_unverified_context()
        if protocol.startswith('ftp'):
            ftp = ftplib.FTP_TLS(context=trusting) if protocol == 'ftps' else ftplib.FTP()
            ftp.connect('127.0.0.1', port); ftp.login()
            if protocol == 'ftps': ftp.prot_p()
            ftp.voidcmd('TYPE I')
            data = ftp.transfercmd('RETR large')
        else:
            data = socket.socket(); data.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            data.connect(('127.0.0.1', port))
            if protocol in ('https', 'tls'): data = trusting.wrap_socket(data, server_hostname='localhost')
            get = b'GET /large HTTP/1.1\r\nHost: localhost\r\n' + sys.argv[3].encode() + b'\r\n'
            data.sendall(get if protocol.startswith('http') else b'GET large\n')
        data.recv(1)

        """;

    [Theory]
    [InlineData("http", "http@tcp", ""), InlineData("http", "http@tcp", "Connection: close\r\n")]
    [InlineData("http", "http@tcp", "Range: bytes=0-700000\r\n"), InlineData("https", "http@tls", "")]
    [InlineData("files", "files@tcp", ""), InlineData("tls", "files@tls", "")]
    [InlineData("ftp", "ftp@tcp", ""), InlineData("ftps", "ftp@tcp", "")]
    public async Task Client_that_dies_with_the_file_unread_is_cut_off_in_the_log(
        string protocol, string service, string field)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await StartAsync(folder, service);

        ProcessResult client = await PythonProcess.RunAsync(Asking, protocol, PortOf(server, service), field);

        Assert.Equal((0, ""), (client.ExitCode, client.Error));
        await server.LoggedAsync(@"\S+ \S+ \S+ \S+ (get|part) ""large"" \d+ cut-off \S+");
    }

    [Theory, InlineData("ftp"), InlineData("ftps")]
    public async Task Ftp_says_that_a_transfer_is_done_when_the_client_has_it(string protocol)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await StartAsync(folder, "ftp@tcp");

        ProcessResult client = await PythonProcess.RunAsync(
            Asking + """
            ftp.putcmd('STAT')
            print(ftp.getmultiline()[:3])
            size = 1
            while chunk := data.recv(65536): size += len(chunk)
            if protocol == 'ftps': data.unwrap()
            data.close()
            print(size, ftp.getresp()[:3])
            """,
            protocol, PortOf(server, "ftp@tcp"));

        Assert.Equal(("211\n" + $"{FileBytes} 226\n", ""), (client.Output, client.Error));
        await server.LoggedAsync(@$"\S+ \S+ \S+ \S+ get ""large"" {FileBytes} ok \S+");
    }

    private static Task<SharingServer> StartAsync(TemporaryDirectory folder, string service) =>
        SharingServer.StartAsync(
            folder, [service + "://127.0.0.1:0"], service == "ftp@tcp" ? ["--ftp-tls", "offered"] : []);

    private static TemporaryDirectory Folder()
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/large", new byte[FileBytes]);
        return folder;
    }

    private static string PortOf(SharingServer server, string service) =>
        server.AddressOf(service.Split('@')[0]).Port.ToString(CultureInfo.InvariantCulture);
}
