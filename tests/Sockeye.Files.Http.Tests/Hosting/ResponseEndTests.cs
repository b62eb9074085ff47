using System.Text;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Http.Tests.Hosting;

/// <summary>What is answered to clients that keep a connection of HTTP/1.0, and wait for the last byte.</summary>
public sealed class ResponseEndTests
{
    private const int FileBytes = 200_000; // some pieces of 64 KiB, and a rest

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("", 0, FileBytes)]
    [InlineData("Range: bytes=100-99999\r\n", 100, 99_900)]
    [InlineData("Range: bytes=-131072\r\n", FileBytes - 131_072, 131_072)]
    [InlineData("Range: bytes=0-9\r\n", 0, 10)]
    public async Task Last_byte_leaves_with_the_answer_and_the_connection_stays(string field, int from, int count)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string content = string.Concat(Enumerable.Range(0, FileBytes / 10).Select(line => $"{line,9}\n"));
        bench.Add("large", content);
        await using StreamConnection connection = await bench.ConnectAsync();

        for (int request = 0; request < 2; request++)
        {
            await connection.SendAsync(
                $"GET /large HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n{field}\r\n");
            string head = await ReadHeadAsync(connection);
            Assert.Contains($"Content-Length: {count}\r\n", head, StringComparison.Ordinal);
            Assert.Equal(content.Substring(from, count), await connection.ReadTextAsync(count));
        }
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("/?json"), InlineData("/"), InlineData("/?tar"), InlineData("/?zip"), InlineData("/large.txt")]
    public async Task What_has_no_length_ends_with_the_connection(string target)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("large.txt", new string('x', FileBytes));
        await using StreamConnection connection = await bench.ConnectAsync();

        await connection.SendAsync(
            $"GET {target} HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nAccept-Encoding: gzip\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await connection.ReadTextToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> ReadHeadAsync(StreamConnection connection)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append(await connection.ReadTextAsync(1));
        return head.ToString();
    }
}
