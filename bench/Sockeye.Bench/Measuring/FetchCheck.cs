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
}
