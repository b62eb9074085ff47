using Sockeye.Cli.Commands.Serve;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class SpareMemoryTests : IDisposable
{
    private const long Before = 10_000_000;

    private readonly ManualClock _clock = new();
    private readonly SpareMemory _spare;
    private long _allocated;
    private long _committed = Before;
    private int _collections;

    public SpareMemoryTests() => _spare = new SpareMemory(
        _clock,
        () => (_allocated, _committed),
        () =>
        {
            _collections++;
            _committed = Before + 1;
        });

    public void Dispose() => _spare.Dispose();

    [Fact]
    public void What_a_crowd_has_left_is_given_back_once_nobody_asks_any_more()
    {
        Grow(SpareMemory.WorthBytes, allocated: SpareMemory.IdleBytes);
        Assert.Equal(0, _collections); // it goes on

        Look();
        Assert.Equal(1, _collections);

        Look();
        Grow(SpareMemory.WorthBytes, allocated: SpareMemory.IdleBytes - 1);
        Assert.Equal(2, _collections);
    }

    [Fact]
    public void Little_is_kept()
    {
        Grow(SpareMemory.WorthBytes - 1, allocated: 0);

        Look();

        Assert.Equal(0, _collections);
    }

    private void Grow(long committed, long allocated)
    {
        _committed += committed;
        _allocated += allocated;
        Look();
    }

    private void Look() => _clock.Advance(SpareMemory.Interval);
}
