using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>
/// An FTP server on loopback that knows neither MLST nor HASH, as vsftpd, and does what the test tells it to. It has one
/// directory.
/// </summary>
internal sealed class OldFtpServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    public OldFtpServer() => _server = new LoopbackServer(IPAddress.Loopback, ServeAsync);

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>What LIST answers; null for the files, as of today at midnight.</summary>
    public string? Listing { get; set; }

    /// <summary>What MDTM answers.</summary>
    public string Modified { get; set; } = "20260101120000";

    /// <summary>Is told that MDTM was answered.</summary>
    public Action? OnTimeAsked { get; set; }

    /// <summary>Verbs that are refused.</summary>
    public ConcurrentDictionary<string, bool> Refused { get; } = new();

    /// <summary>Verbs that are never answered; <c>226</c> is the end of a transfer.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new();

    /// <summary>Whether it closes the connection where it would report a transfer's end.</summary>
    public bool IsCut { get; set; }

    public string Url(string name) => string.Create(
        CultureInfo.InvariantCulture, $"ftp://127.0.0.1:{_server.Port}/{name}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using var data = new TcpListener(IPAddress.Loopback, 0);
        data.Start();
        long offset = 0;
        await SayAsync(client, "220 old", stop);
        using var lines = new StreamReader(client.GetStream(), Encoding.UTF8);
        bool isCut = false;
        while (!isCut && await lines.ReadLineAsync(stop) is { } line)
        {
            string[] words = line.Split(' ', 2);
            string argument = words.Length > 1 ? words[1] : "";
            if (Silent.ContainsKey(words[0]))
                continue;
            if (Refused.ContainsKey(words[0]))
                await SayAsync(client, "550 no", stop);
            else if (words[0] is "RETR" or "STOR" or "LIST")
            {
                await TransferAsync(client, data, words[0], argument, offset, stop);
                isCut = IsCut;
            }
            else
                await SayAsync(client, Answer(words[0], argument, (IPEndPoint)data.LocalEndpoint), stop);
            offset = words[0] == "REST" ? long.Parse(argument, CultureInfo.InvariantCulture) : 0;
        }
    }

    private string Answer(string verb, string argument, IPEndPoint data)
    {
        switch (verb)
        {
            case "FEAT":
                return "211-Features\r\n MDTM\r\n REST STREAM\r\n SIZE\r\n211 End";
            case "EPSV":
                return string.Create(CultureInfo.InvariantCulture, $"229 Here (|||{data.Port}|)");
            case "REST":
                return "350 go on";
            case "PWD":
                return "257 \"/\"";
            case "CWD":
                return argument is "" or "/" ? "250 there" : "550 no such directory";
            case "SIZE":
                return Files.TryGetValue(argument, out byte[]? file) ? Text(213, file.Length) : "550 no such file";
            case "MDTM":
                string answer = Files.ContainsKey(argument) ? $"213 {Modified}" : "550 no such file";
                OnTimeAsked?.Invoke();
                return answer;
            default:
                return "230 fine";
        }
    }

    private async Task TransferAsync(
        TcpClient client, TcpListener listener, string verb, string argument, long offset, CancellationToken stop)
    {
        await SayAsync(client, "150 now", stop);
        using (TcpClient data = await listener.AcceptTcpClientAsync(stop))
        {
            if (verb == "STOR")
                await TakeAsync(data, argument, (int)offset, stop);
            else
                await data.GetStream().WriteAsync(verb == "LIST" ? List() : Files[argument].AsMemory((int)offset), stop);
        }

        if (!IsCut && !Silent.ContainsKey("226"))
            await SayAsync(client, "226 done", stop);
    }

    private async Task TakeAsync(TcpClient data, string name, int offset, CancellationToken stop)
    {
        using var content = new MemoryStream();
        content.Write(Files.GetValueOrDefault(name, []).AsSpan(0, offset));
        await data.GetStream().CopyToAsync(content, stop);
        Files[name] = content.ToArray();
    }

    private ReadOnlyMemory<byte> List() => Encoding.UTF8.GetBytes(Listing ?? string.Concat(Files.Select(file => string.Create(
        CultureInfo.InvariantCulture, $"-rw-r--r--    1 0        0        {file.Value.Length,8} Jan 01  2026 {file.Key}\r\n"))));

    private static string Text(int code, long number) => string.Create(CultureInfo.InvariantCulture, $"{code} {number}");

    private static async Task SayAsync(TcpClient client, string reply, CancellationToken stop) =>
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), stop);
}
