using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatEventIdTests
{
    private const int Rounds = 10_000;

    [Fact]
    public void Ids_sort_as_texts_as_they_do_as_numbers()
    {
        var random = new Random(1);
        for (int i = 0; i < Rounds; i++)
        {
            var one = new ChatEventId(random.NextInt64(long.MaxValue));
            var other = new ChatEventId(random.Next(2) == 0 ? one.Value + random.Next(-2, 3) : random.NextInt64(long.MaxValue));

            Assert.Equal(
                Math.Sign(one.Value.CompareTo(other.Value)),
                Math.Sign(string.CompareOrdinal(one.ToString(), other.ToString())));
        }
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var random = new Random(2);
        for (int i = 0; i < Rounds; i++)
        {
            var id = new ChatEventId(random.NextInt64(long.MaxValue));

            Assert.True(ChatEventId.TryParse(id.ToString(), out ChatEventId read));
            Assert.Equal(id, read);
        }
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(long.MaxValue)]
    public void The_ends_are_read_again_as_well(long value)
    {
        Assert.True(ChatEventId.TryParse(new ChatEventId(value).ToString(), out ChatEventId read));
        Assert.Equal(value, read.Value);
    }

    [Theory]
    [InlineData(""), InlineData("0"), InlineData("00000000000000"), InlineData("000000000000w"), InlineData("000000000000A")]
    [InlineData("000000000000 "), InlineData("8000000000000"), InlineData("g000000000000"), InlineData("vvvvvvvvvvvvv"), InlineData("-000000000001")]
    public void What_is_never_written_is_not_read(string text) => Assert.False(ChatEventId.TryParse(text, out _));

    [Fact]
    public void Next_is_of_the_time_or_one_more_when_the_clock_went_back()
    {
        DateTimeOffset now = HallOfTests.Noon;
        ChatEventId first = default(ChatEventId).Next(now);

        Assert.Equal(ChatEventId.FirstAt(now), first);
        Assert.Equal(first.Value + 1, first.Next(now).Value);
        Assert.Equal(first.Value + 1, first.Next(now.AddHours(-1)).Value);
        Assert.Equal(ChatEventId.FirstAt(now.AddMilliseconds(1)), first.Next(now.AddMilliseconds(1)));
    }
}
