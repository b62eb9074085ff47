using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>A server that waits for its first client.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class IdleServerTests
{
    private const long MostBytes = 15 * 1024 * 1024; // our own target

    [Fact]
    public async Task It_holds_little_memory()
    {
        Assert.SkipUnless(SockeyeProcess.IsNative, "compiled for the runtime it holds what the runtime does");
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        await using SharingServer server = await SharingServer.StartAsync(folder, ["files"]);

        long held = ResidentMemory.Of(server.Process.Id);

        Assert.True(held <= MostBytes, $"{held} bytes: is src/Sockeye.Cli/startup.order still what runs at a start?");
    }
}
