using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Measuring;

/// <summary>
/// For the rows whose reader discards: that both servers serve the right bytes is seen with real clients first.
/// </summary>
internal static class FetchCheck
{
    public static async Task RunAsync(
        Bench bench, SockeyeServer ours, NginxServer nginx, SourceFile file, CancellationToken cancel)
    {
        string target = bench.Work.NewPath("checked");
        await new Fetch(file, target, Clients.SockeyeGet(bench, ours.Url(file), target)).SecondsAsync(cancel);
        await new Fetch(file, target, Clients.Curl(nginx.Url(file), target)).SecondsAsync(cancel);
    }

    /// <summary>The same for servers of one protocol, with one client.</summary>
    public static async Task RunAsync(
        Bench bench, SourceFile file, CancellationToken cancel, params IReadOnlyList<IFileServer> servers)
    {
        string target = bench.Work.NewPath("checked");
        foreach (IFileServer server in servers)
            await new Fetch(file, target, Clients.Curl(server.Url(file), target)).SecondsAsync(cancel);
    }
}
