using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>Asks for a name by every request a protocol has, byte for byte as it is; nothing is escaped for it.</summary>
internal static class HostileWire
{
    /// <summary>What is stored.</summary>
    private const string Content = "hello";

    private static readonly string Sum = Sha256Sum.Of("hello"u8).ToString();

    /// <summary>
    /// As UTF-8. A lone surrogate has none: it becomes the three bytes that CESU-8 would have for it.
    /// </summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                i += rune.Utf16SequenceLength;
            }
            else
            {
                char lone = text[i++];
                bytes.AddRange([(byte)(0xe0 | lone >> 12), (byte)(0x80 | lone >> 6 & 0x3f), (byte)(0x80 | lone & 0x3f)]);
            }
        }

        return [.. bytes];
    }

    /// <summary>By SFP.</summary>
    /// <returns>All that the server answered.</returns>
    public static async Task<string> AskSfpAsync(IPEndPoint server, string name) =>
        await ExchangeAsync(
            server,
            $"GET {name}\nSTAT {name}\nSUM {name}\nRANGE 0 - {name}\nLIST {name}\nLISTALL {name}\nBYE\n")
        + await ExchangeAsync(
            server, $"TOUCH 2026-01-01T00:00:00.0000000Z {name}\nDELETE {name}\nMKDIR {name}\nRMDIR {name}\nBYE\n")
        + await ExchangeAsync(server, $"PUT 5 {Sum} {name}\n{Content}")
        + await ExchangeAsync(server, $"RESUME 5 {Sum} {name}\n{Content}");

    /// <summary>By HTTP: as it is, escaped, and escaped altogether.</summary>
    /// <returns>The answers, each by itself.</returns>
    public static async Task<IReadOnlyList<string>> AskHttpAsync(IPEndPoint server, string name)
    {
        var answers = new List<string>();
        string all = string.Concat(Bytes(name).Select(value => $"%{value:x2}"));
        string escaped = all.Replace("%2f", "/", StringComparison.Ordinal);
        foreach (string target in new[] { escaped, all }.Distinct())
        {
            await AskAsync($"GET /{target}", "");
            await AskAsync($"HEAD /{target}", "");
            await AskAsync($"GET /{target}?json", "");
            await AskAsync($"PUT /{target}", "Content-Length: 5\r\n", Content);
            await AskAsync($"PUT /{target}", "Content-Length: 5\r\nUpload-Complete: ?0\r\n", Content);
            await AskAsync($"MOVE /{target}", "Destination: /moved\r\n");
            await AskAsync("PUT /movable", "Content-Length: 5\r\n", Content);
            await AskAsync("MOVE /movable", $"Destination: /{target}\r\n");
            await AskAsync($"DELETE /{target}", "");
            await AskAsync($"MKCOL /{target}/", "");
            await AskAsync($"DELETE /{target}/", "");
        }

        return answers;

        async Task AskAsync(string request, string fields, string content = "") => answers.Add(await ExchangeAsync(
            server, $"{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{fields}\r\n{content}"));
    }

    /// <summary>By FTP.</summary>
    /// <returns>All that the server answered, and what came over data connections.</returns>
    public static async Task<string> AskFtpAsync(IPEndPoint server, string name)
    {
        string answers = await ExchangeAsync(
            server,
            "USER ftp\r\nPASS x\r\nTYPE I\r\n"
            + $"CWD {name}\r\nPWD\r\nCWD /\r\nMLST {name}\r\nSIZE {name}\r\nMDTM {name}\r\nHASH {name}\r\nSTAT {name}\r\n"
            + $"MFMT 20260101000000 {name}\r\nDELE {name}\r\nMKD {name}\r\nRMD {name}\r\n"
            + $"MKD movable\r\nRNFR movable\r\nRNTO {name}\r\nRNFR {name}\r\nRNTO moved\r\nRMD moved\r\nQUIT\r\n");
        if (name.AsSpan().ContainsAny('\r', '\n'))
            return answers; // several commands: a transfer would be of another name

        await using var client = await HostileFtp.LogInAsync(server);
        return answers
            + await client.TransferAsync($"STOR {name}", Content) + await client.TransferAsync($"APPE {name}", Content)
            + await client.TransferAsync($"RETR {name}", "") + await client.TransferAsync($"MLSD {name}", "");
    }

    /// <summary>Sends all of it, ends our side, and reads to the end.</summary>
    public static async Task<string> ExchangeAsync(IPEndPoint server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server);
        NetworkStream stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Bytes(request));
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer).WaitAsync(SafetyNet.Time);
        }
        catch (IOException)
        {
            // a reset after the refusal: what we sent on was not read
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
