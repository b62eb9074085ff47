using Sockeye.Protocols;

namespace Sockeye.Files.Remotes;

/// <summary>The last word to a server: said if it can be said soon, and never a reason to fail.</summary>
internal static class Farewell
{
    /// <summary>How long a server may take for it: 2 s, our choice, some round trips of a slow link.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Says it, and waits for its answer if there is one.</summary>
    public static async ValueTask SayAsync(Func<CancellationToken, ValueTask> say, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await say(limit.Token);
        }
        catch (Exception failure) when (
            failure is IOException or OperationCanceledException or TimeoutException or ProtocolException)
        {
            // What was asked for is done; a server that is gone already has said goodbye itself.
        }
    }
}
