using Sockeye.Transports;

namespace Sockeye.Tests.Transports;

public sealed class PoolBudgetTests
{
    [Theory]
    [InlineData(1, 64), InlineData(4 * 1024, 64), InlineData(64 * 1024, 4), InlineData(int.MaxValue, 1)]
    public async Task Turn_on_the_pool_ends_after_so_much(int bytes, int callsEach)
    {
        int[] turns = await Task.Run(() => new[] { CallsOfATurn(bytes), CallsOfATurn(bytes), CallsOfATurn(bytes) });

        Assert.Equal([callsEach, callsEach], turns[1..]); // where the first began is the thread's affair
    }

    [Fact]
    public void Other_threads_have_no_turns()
    {
        int calls = 0;
        var thread = new Thread(() => calls = Enumerable.Range(0, 1_000).Count(_ => PoolBudget.IsOver(bytes: 1)));
        thread.Start();
        thread.Join();

        Assert.Equal(0, calls);
    }

    private static int CallsOfATurn(int bytes)
    {
        int calls = 0;
        while (!PoolBudget.IsOver(bytes))
            calls++;
        return calls;
    }
}
