using System.IO.Pipelines;
using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Sfp;

public sealed class SfpHandlerTests
{
    private const string Time = "2026-01-02T03:04:05.0000000Z";
    private const string BadRequest = "ERR bad-request this is not a request that can be answered\n";
    private const string NotFound = "ERR not-found there is no such file\n";
    private const string NotAllowed = "ERR not-allowed this is not allowed\n";

    private static readonly Sha256Sum NotesSum = Sha256Sum.Of("notes"u8);
    private static readonly DateTime Modified = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task Get_answers_one_line_and_exactly_the_bytes()
    {
        await using FilesServer server = await StartAsync();

        Assert.Equal($"OK 5 {Time} {NotesSum}\nnotes", await server.TalkAsync("GET notes.txt\n"));
    }

    [Fact]
    public async Task Several_requests_are_answered_in_order_until_bye()
    {
        await using FilesServer server = await StartAsync();

        string answers = await server.TalkAsync("stat notes.txt\r\nget nowhere\nsum notes.txt\nBYE\nget notes.txt\n");

        Assert.Equal($"IS 5 {Time} -\n{NotFound}IS 5 {Time} {NotesSum}\n", answers);
    }

    [Fact]
    public async Task Connection_ends_after_the_first_answer_when_asked_to()
    {
        await using FilesServer server = await StartAsync(new SfpOptions { ClosesAfterFirstAnswer = true });

        Assert.Equal($"OK 5 {Time} {NotesSum}\nnotes", await server.TalkAsync("GET notes.txt\nGET notes.txt\n"));
        Assert.Equal(NotFound, await server.TalkAsync("GET nowhere\nGET notes.txt\n"));
    }

    [Fact]
    public async Task Long_file_is_sent_without_waiting_for_its_sum()
    {
        await using FilesServer server = await StartAsync(new SfpOptions { MaxSumFirstBytes = 4 });

        Assert.Equal($"OK 5 {Time} -\nnotes", await server.TalkAsync("GET notes.txt\n"));
    }

    [Theory, InlineData("SUM"), InlineData("SUMRANGE 0 -")]
    public async Task Long_file_tells_its_sum_along_once_somebody_has_asked_for_it(string asking)
    {
        await using FilesServer server = await StartAsync(new SfpOptions { MaxSumFirstBytes = 4 });
        Assert.Equal($"OK 5 {Time} -\nnotes", await server.TalkAsync("GET notes.txt\n"));

        Assert.Equal($"IS 5 {Time} {NotesSum}\n", await server.TalkAsync($"{asking} notes.txt\n"));

        Assert.Equal($"OK 5 {Time} {NotesSum}\nnotes", await server.TalkAsync("GET notes.txt\n"));
        Assert.Equal($"OK 4 {Time} -\nnote", await server.TalkAsync("RANGE 0 4 notes.txt\n"));
    }

    [Fact]
    public async Task Sum_of_a_file_that_was_replaced_is_not_told_along()
    {
        await using FilesServer server = await StartAsync(new SfpOptions { MaxSumFirstBytes = 4 });
        await server.TalkAsync("SUM notes.txt\n");

        server.Replace("notes.txt", "other");
        File.SetLastWriteTimeUtc(server.At("notes.txt"), Modified);

        Assert.Equal($"OK 5 {Time} -\nother", await server.TalkAsync("GET notes.txt\n"));
    }

    [Theory]
    [InlineData("0 -", "notes"), InlineData("1 3", "ote"), InlineData("4 1", "s"), InlineData("5 -", ""), InlineData("5 0", "")]
    public async Task Range_answers_the_part(string range, string part)
    {
        await using FilesServer server = await StartAsync(new SfpOptions { MaxSumFirstBytes = 0 });
        Sha256Sum sum = Sha256Sum.Of(Encoding.UTF8.GetBytes(part));

        Assert.Equal($"OK {part.Length} {Time} -\n{part}", await server.TalkAsync($"RANGE {range} notes.txt\n"));
        Assert.Equal($"IS 5 {Time} {sum}\n", await server.TalkAsync($"SUMRANGE {range} notes.txt\n"));
    }

    [Theory]
    [InlineData("6 -"), InlineData("0 6"), InlineData("5 1"), InlineData("1 9223372036854775807"), InlineData("-1 2")]
    [InlineData("9223372036854775807 9223372036854775807"), InlineData("18446744073709551615 1"), InlineData("0 -1")]
    public async Task Range_beyond_the_file_is_a_bad_request(string range)
    {
        await using FilesServer server = await StartAsync();

        Assert.Equal(BadRequest, await server.TalkAsync($"RANGE {range} notes.txt\n"));
        Assert.Equal(BadRequest, await server.TalkAsync($"SUMRANGE {range} notes.txt\n"));
    }

    [Fact]
    public async Task List_answers_files_and_directories()
    {
        await using FilesServer server = await StartAsync();
        Directory.SetLastWriteTimeUtc(server.At("sub"), Modified);
        string root = new FileInfo(server.At(".")).LastWriteTimeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");

        string answer = await server.TalkAsync("LIST\n");
        Assert.StartsWith($"LINES {root}\nother - ", answer, StringComparison.Ordinal); // the corpus has links
        Assert.EndsWith($" link-self\nfile 5 {Time} notes.txt\ndir - {Time} sub\nend\n", answer, StringComparison.Ordinal);
        Assert.Matches(
            $"^LINES {Time}\nfile 5 {Time} sub/inner.txt\nother - [^ ]+ sub/link-up\nend\n$",
            await server.TalkAsync("LISTALL sub\n"));
        Assert.Equal(NotFound, await server.TalkAsync("LIST nowhere\n"));
    }

    [Fact]
    public async Task List_tells_what_it_cannot_name_and_so_does_the_log()
    {
        await using FilesServer server = await StartAsync();
        File.WriteAllText(server.At("sub/back\\slash"), "");

        string answer = await server.TalkAsync("LISTALL\n");

        Assert.EndsWith("missing 1 unnameable sub/back\\\\slash\nend\n", answer, StringComparison.Ordinal);
        AccessRecord record = Assert.Single(server.Accesses);
        Assert.Equal("incomplete", record.Result);
        Assert.EndsWith(" \"sub/back\\\\slash (unnameable: it has a backslash)\"", record.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task No_name_of_the_corpus_leads_out(bool mayUseOpenAt2)
    {
        await using FilesServer server = await StartAsync(mayUseOpenAt2: mayUseOpenAt2);
        string sum = NotesSum.ToString();

        string[] all = [.. TraversalCorpus.BadNames, .. TraversalCorpus.HarmlessNames, .. TraversalCorpus.PlantedNames];
        foreach (string name in all.Where(FitsLine))
        {
            foreach (string verb in new[] { "GET", "RANGE 0 1", "STAT", "SUM", "SUMRANGE 0 1" })
                Assert.StartsWith("ERR ", await server.TalkAsync($"{verb} {name}\n"), StringComparison.Ordinal);
        }

        string[] unwritable = [.. TraversalCorpus.BadNames, .. TraversalCorpus.PlantedNames];
        foreach (string name in unwritable.Where(FitsLine))
            Assert.StartsWith("ERR ", await server.TalkAsync($"PUT 5 {sum} {name}\nnotes"), StringComparison.Ordinal);
        Assert.Equal(NotAllowed, await server.TalkAsync("GET fifo\n"));
    }

    [Fact]
    public async Task Overlong_line_is_a_bad_request_and_the_end()
    {
        await using FilesServer server = await StartAsync();

        Assert.Equal(BadRequest, await server.TalkAsync("GET " + new string('x', 5_000) + "\nGET notes.txt\n"));

        await server.StopAsync();
        Assert.Equal([EndReason.PeerBrokeProtocol], server.Ends);
    }

    [Fact]
    public async Task Binary_in_place_of_text_is_answered_ten_times_at_most()
    {
        await using FilesServer server = await StartAsync();
        byte[] garbage = [.. Enumerable.Repeat<byte[]>([0, 0xff, 0x80, (byte)'\n'], 100).SelectMany(bytes => bytes)];

        Assert.Equal(string.Concat(Enumerable.Repeat(BadRequest, 10)), await server.TalkAsync(garbage));

        await server.StopAsync();
        Assert.Equal([EndReason.PeerBrokeProtocol], server.Ends);
    }

    [Fact]
    public async Task Half_a_request_is_not_answered()
    {
        await using FilesServer server = await StartAsync();

        Assert.Equal("", await server.TalkAsync("GET notes.tx"));

        await server.StopAsync();
        Assert.Equal([EndReason.PeerBrokeProtocol], server.Ends);
    }

    [Fact]
    public async Task Connection_that_never_sends_ends_with_the_server()
    {
        await using FilesServer server = await StartAsync();
        await using StreamConnection silent = await server.ConnectAsync();
        Assert.Equal($"OK 5 {Time} {NotesSum}\nnotes", await server.TalkAsync("GET notes.txt\n")); // delays nobody

        await server.StopAsync();

        Assert.Equal(2, server.Ends.Count);
    }

    [Fact]
    public async Task File_that_shrinks_while_it_is_sent_ends_in_a_reset()
    {
        await using FilesServer server = await StartAsync();
        const int Length = 4 * 1024 * 1024; // more than the network holds, so that the server cannot be done
        await File.WriteAllBytesAsync(server.At("big"), new byte[Length]);
        await using StreamConnection peer = await server.ConnectAsync();
        await peer.Output.WriteAsync("GET big\n"u8.ToArray());
        ReadResult begun = await peer.Input.ReadAtLeastAsync(1);
        peer.Input.AdvanceTo(begun.Buffer.Start);

        await using (var file = new FileStream(server.At("big"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(10);

        await Assert.ThrowsAnyAsync<IOException>(() => peer.Input.CopyToAsync(Stream.Null));
        await server.StopAsync();
        Assert.Equal([EndReason.LocalFailure], server.Ends);
    }

    [Fact]
    public async Task Transfer_under_way_is_finished_when_the_server_stops()
    {
        await using FilesServer server = await StartAsync();
        const int Length = 4 * 1024 * 1024; // more than the network holds, so that the server cannot be done
        await File.WriteAllBytesAsync(server.At("big"), new byte[Length]);
        await using IStreamListener listener = await server.Network.ListenAsync(Endpoint.Tcp("handler", 55));
        await using StreamConnection peer = await server.Network.ConnectAsync(listener.Endpoint);
        await using StreamConnection served = (await listener.AcceptAsync(default))!;
        using var stopping = new CancellationTokenSource();
        Task running = new SfpHandler(new SharedFolder(server.Root, Rights.ReadOnly)).RunAsync(served, stopping.Token);
        await peer.Output.WriteAsync("GET big\n"u8.ToArray());
        ReadResult begun = await peer.Input.ReadAtLeastAsync(1);
        peer.Input.AdvanceTo(begun.Buffer.Start);

        await stopping.CancelAsync();

        ReadResult whole = await peer.Input.ReadAtLeastAsync($"OK {Length} {Time} -\n".Length + Length);
        Assert.False(whole.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Garbage_of_any_kind_is_never_a_mistake_of_the_handler()
    {
        await using FilesServer server = await StartAsync();
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] garbage = new byte[random.Next(10_000)];
            random.NextBytes(garbage);
            await TalkIgnoringResetAsync(server, garbage);
        }

        Assert.StartsWith("OK 5 ", await server.TalkAsync("GET notes.txt\n"), StringComparison.Ordinal);
        await server.StopAsync();
        Assert.DoesNotContain(EndReason.HandlerFailed, server.Ends);
    }

    private static async Task TalkIgnoringResetAsync(FilesServer server, byte[] bytes)
    {
        try
        {
            await server.TalkAsync(bytes);
        }
        catch (IOException)
        {
            // the server may hang up while the rest is still being sent
        }
    }

    // A line feed would end the name, and half a surrogate pair has no bytes.
    private static bool FitsLine(string name) => !name.Contains('\n') && !name.Any(char.IsSurrogate);

    private static async Task<FilesServer> StartAsync(SfpOptions? options = null, bool mayUseOpenAt2 = true)
    {
        FilesServer server = await FilesServer.StartAsync(options, mayUseOpenAt2);
        File.SetLastWriteTimeUtc(server.At("notes.txt"), Modified);
        File.SetLastWriteTimeUtc(server.At("sub/inner.txt"), Modified);
        Directory.SetLastWriteTimeUtc(server.At("sub"), Modified);
        return server;
    }
}
