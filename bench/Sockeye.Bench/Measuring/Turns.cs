namespace Sockeye.Bench.Measuring;

/// <summary>
/// Runs contenders in turns, A B A B …, so that whatever else the machine does meanwhile meets all of them alike.
/// The first round warms up and is not kept.
/// </summary>
internal static class Turns
{
    public static async Task<T[][]> RunAsync<T>(
        int repetitions, CancellationToken cancel, params Func<CancellationToken, Task<T>>[] contenders)
    {
        foreach (Func<CancellationToken, Task<T>> contender in contenders)
            await contender(cancel);

        T[][] results = [.. contenders.Select(_ => new T[repetitions])];
        for (int round = 0; round < repetitions; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
                results[i][round] = await contenders[i](cancel);
        }

        return results;
    }
}
