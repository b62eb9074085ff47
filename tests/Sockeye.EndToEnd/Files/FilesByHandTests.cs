using System.Text;
using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Files;

/// <summary>The file service as a person uses it, with <c>nc</c> and nothing else.</summary>
public sealed class FilesByHandTests
{
    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task A_typed_get_shows_a_status_line_and_the_file(PeerProgram program)
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/notes.txt", "remember\n"u8);

        string shown = await AskAsync(files, program, "GET notes.txt\n");

        Assert.Matches(@"^OK 9 \S+Z [0-9a-f]{64}\nremember\n$", shown);
    }

    [Fact]
    public async Task Several_requests_share_a_connection()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/a", "first"u8);
        files.Folder.AddFile("root/b", "second"u8);

        string shown = await AskAsync(files, PeerProgram.Netcat, "GET a\r\nget b\nSTAT nowhere\nRANGE 1 2 a\nBYE\n");

        Assert.Matches(
            @"^OK 5 \S+ \S+\nfirstOK 6 \S+ \S+\nsecondERR not-found there is no such file\nOK 2 \S+ -\nir$", shown);
    }

    [Fact]
    public async Task A_request_broken_off_in_the_middle_has_no_effect()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/notes.txt", "remember\n"u8);

        Assert.Equal("", await AskAsync(files, PeerProgram.Netcat, "GET notes.txt"));
    }

    [Fact]
    public async Task Once_mode_answers_one_request_and_ends_with_exit_code_0()
    {
        await using FileServer files = await FileServer.StartAsync("--mode", "once");
        files.Folder.AddFile("root/notes.txt", "remember\n"u8);

        await AskAsync(files, PeerProgram.Netcat, "GET notes.txt\n");

        await files.Server.Process.AssertExitAsync(0);
    }

    private static async Task<string> AskAsync(FileServer files, PeerProgram program, string requests)
    {
        await using RunningProcess client = NetcatPeer.Connect(program, files.Server.Endpoint, holdsOutput: false);
        await client.FeedAllAsync(Encoding.UTF8.GetBytes(requests));
        return Encoding.UTF8.GetString(await client.OutputEndAsync());
    }
}
