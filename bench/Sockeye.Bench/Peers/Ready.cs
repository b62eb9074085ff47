namespace Sockeye.Bench.Peers;

/// <summary>A server that does not become ready is ended before anybody could own it.</summary>
internal static class Ready
{
    public static async Task<T> OrDisposeAsync<T>(IAsyncDisposable server, Func<Task<T>> wait)
    {
        try
        {
            return await wait();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
