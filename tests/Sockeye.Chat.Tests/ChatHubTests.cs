using Sockeye.Protocols.Chat;
using Sockeye.Testing;

namespace Sockeye.Chat.Tests;

public sealed class ChatHubTests
{
    [Fact]
    public async Task Who_has_the_turn_has_the_hall_alone_and_at_its_time()
    {
        var clock = new ManualClock();
        var hub = new ChatHub(new ChatLimits(), new ChatMemory(10), clock);
        clock.Advance(TimeSpan.FromMinutes(1));
        int inside = 0, turns = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                using ChatHub.Turn turn = hub.Begin();
                Assert.Equal(1, ++inside);
                Assert.Equal(clock.GetUtcNow(), turn.Hall.Now);
                turns++;
                inside--;
            }
        })));

        Assert.Equal(8_000, turns);
    }
}
