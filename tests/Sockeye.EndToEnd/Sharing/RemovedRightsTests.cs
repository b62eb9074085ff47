using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>The right to write is taken away while a file is on its way: it is not published.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class RemovedRightsTests
{
    private const string MayAll = "anonymous - /=rwld\n";
    private const string MayRead = "anonymous - /=rl\n";
    private const int Half = 4_000_000;

    private static readonly byte[] Content = Payload.Of(2 * Half);

    [Theory, InlineData("files"), InlineData("http"), InlineData("ftp"), InlineData("tftp")]
    public async Task An_upload_whose_directory_is_moved_to_where_nothing_is_replaced_replaces_nothing(string protocol)
    {
        using var folder = new TemporaryDirectory();
        string open = folder.AddDirectory("root/open");
        folder.AddFile("root/open/file", "old"u8);
        string local = folder.AddFile("local", Content);
        string users = folder.AddFile("users", "anonymous - /=rl,/open=rwld,/closed=rwl\n"u8);
        await using SharingServer server = await SharingServer.StartAsync(folder, [protocol], "--users", users);
        using var growing = new GrowingFile(
            open, ".sockeye-upload-*", Half, () => Directory.Move(open, folder.At("root/closed")));

        ProcessResult put = await SockeyeProcess.RunAsync(
            "put", local, server.Url(protocol, "open/file"), "--retries", "0", "--rate", "16M");

        await growing.Reached;
        Assert.True(put.ExitCode == 3, $"{put}\n{server.Process.Describe()}");
        Assert.Equal("old", File.ReadAllText(folder.At("root/closed/file")));
        await server.LoggedAsync(@"\S+ \w+ \S+ anonymous put ""open/file"" [1-9]\d* not-found .*");
    }

    [Theory, InlineData("files"), InlineData("http"), InlineData("ftp"), InlineData("tftp")]
    public async Task An_upload_without_the_right_to_it_is_not_published(string protocol)
    {
        using var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        string local = folder.AddFile("local", Content);
        string users = folder.AddFile("users", System.Text.Encoding.UTF8.GetBytes(MayAll));
        await using SharingServer server = await SharingServer.StartAsync(folder, [protocol], "--users", users);
        // Away in one step: a file that is read while it is written would be wrong, and change nothing.
        string next = folder.AddFile("next", System.Text.Encoding.UTF8.GetBytes(MayRead));
        using var growing = new GrowingFile(
            root, ".sockeye-upload-*", Half, () => File.Move(next, users, overwrite: true));

        ProcessResult put = await SockeyeProcess.RunAsync(
            "put", local, server.Url(protocol, "file"), "--retries", "0", "--rate", "16M");

        await growing.Reached;
        Assert.True(put.ExitCode == 3, $"{put}\n{server.Process.Describe()}");
        Assert.False(File.Exists(folder.At("root/file")));
        await server.LoggedAsync(@"\S+ \w+ \S+ anonymous put ""file"" [1-9]\d* not-allowed .*");
    }
}
