using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Tftp;

/// <summary>Requests in the name of somebody who never answers, and how much is sent there.</summary>
public sealed class SilentPeerTests : IDisposable
{
    private const int FrameBytes = 66; // Ethernet with preamble and gap, IPv4, UDP: around each datagram on the wire

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly TempTftpFiles _files = new();

    public SilentPeerTests()
    {
        _files.Add("f", 1_000_000);
        _files.Add("empty", 0);
        _files.Add("small", 60);
        Directory.CreateDirectory(_files.PathOf("directory"));
    }

    public static TheoryData<string> Requests
    {
        get
        {
            string[] names = ["f", "empty", "small", "directory", "missing", "../f", "/f", "a/b/c"];
            string[] modes = ["octet", "netascii", "mail"];
            string[] options =
            [
                "", "blksize 65464", "blksize 8", "tsize 0", "timeout 1", "timeout 255", "windowsize 65535",
                "blksize 65464 windowsize 64", "blksize 65464 timeout 1 tsize 0 windowsize 65535", "unknown x",
                "tsize 999999999999999999",
            ];
            return [.. from opcode in new[] { 1, 2 } from name in names from mode in modes from option in options
                       select $"{opcode} {name} {mode} {option}".TrimEnd()];
        }
    }

    [Theory, MemberData(nameof(Requests))]
    public void Are_sent_less_than_ten_times_their_bytes_or_one_datagram(string text)
    {
        byte[] request = RequestOf(text);

        (long bytes, int datagrams) = Ask([request]);

        Assert.True(
            bytes < 10 * request.Length || (datagrams == 1 && bytes <= 516),
            $"{datagrams} datagrams of {bytes} bytes for {request.Length}");
        Assert.InRange(bytes + (datagrams * FrameBytes), 0, 10 * (request.Length + FrameBytes));
    }

    [Theory, InlineData(2), InlineData(5)]
    public void A_request_repeated_brings_no_more_than_one_block_each_time(int times)
    {
        byte[] request = RequestOf("1 f octet");

        (long bytes, int datagrams) = Ask([.. Enumerable.Repeat(request, times)]);

        Assert.InRange(datagrams, 1, times);
        Assert.Equal(516L * datagrams, bytes);
    }

    public void Dispose() => _files.Dispose();

    private static byte[] RequestOf(string text)
    {
        string[] words = text.Split(' ');
        return [0, byte.Parse(words[0]), .. Encoding.ASCII.GetBytes(string.Join('\0', words[1..]) + '\0')];
    }

    private (long Bytes, int Datagrams) Ask(byte[][] requests)
    {
        (long, int) sent = default;
        _time.Run(async () => sent = await AskAsync(requests));
        return sent;
    }

    private async Task<(long Bytes, int Datagrams)> AskAsync(byte[][] requests)
    {
        var network = new MemoryNetwork(_clock);
        var folder = new SharedFolder(_files.Root, Rights.All);
        IDatagramSocket socket = await network.BindAsync(Endpoint.Udp("server", 0));
        var server = new DatagramServer(
            socket, exchanges: null, new TftpService(folder, new TftpServiceOptions()),
            new ServeOptions { Mode = new ServeMode(10, 1) }, new ServerContext { Time = _clock });
        Task<ServeOutcome> running = server.RunAsync(default);
        System.Net.EndPoint there = (await network.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket peer = network.Open(there);
        foreach (byte[] request in requests)
            await peer.SendAsync(request, there, default);

        await VirtualTime.PassAsync(_clock, running);
        return await CountAsync(peer);
    }

    private static async Task<(long Bytes, int Datagrams)> CountAsync(IDatagramSocket peer)
    {
        var buffer = new byte[Datagram.MaxBytes];
        (long bytes, int datagrams) = (0, 0);
        using var over = new CancellationTokenSource();
        for (; ; datagrams++)
        {
            ValueTask<ReceivedDatagram> received = peer.ReceiveAsync(buffer, over.Token); // what is there, is there now
            if (!received.IsCompleted)
            {
                over.Cancel();
                return (bytes, datagrams);
            }

            bytes += (await received).Length;
        }
    }
}
