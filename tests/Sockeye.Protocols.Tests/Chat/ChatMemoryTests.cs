using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatMemoryTests
{
    private const string Room = "#room";

    private readonly HallOfTests _hall = new(new ChatLimits { MaxHistory = 10 });
    private readonly Guest _anna;

    public ChatMemoryTests() => _anna = _hall.EnterRoom("anna", Room);

    [Theory]
    [InlineData(null, null, 3, true, "7 8 9"), InlineData(null, null, 3, false, "0 1 2"), InlineData(null, null, 99, true, "0 1 2 3 4 5 6 7 8 9")]
    [InlineData(4, null, 3, false, "5 6 7"), InlineData(4, null, 3, true, "7 8 9"), InlineData(null, 4, 3, true, "1 2 3")]
    [InlineData(null, 4, 3, false, "0 1 2"), InlineData(2, 6, 9, true, "3 4 5"), InlineData(2, 6, 2, true, "4 5"), InlineData(2, 6, 2, false, "3 4")]
    [InlineData(4, 4, 9, true, ""), InlineData(6, 2, 9, false, ""), InlineData(9, null, 9, true, ""), InlineData(null, 0, 9, true, "")]
    [InlineData(null, null, 0, true, ""), InlineData(null, null, -1, true, ""), InlineData(null, null, int.MaxValue, false, "0 1 2 3 4 5 6 7 8 9")]
    public void Range_has_neither_of_its_ends(int? after, int? before, int limit, bool fromEnd, string texts)
    {
        ChatEventId[] ids = [.. Say(10).Select(said => said.Id)];
        var range = new ChatHistoryRange(
            after is null ? null : ids[after.Value], before is null ? null : ids[before.Value], limit, fromEnd);

        Assert.Equal(texts, Texts(range));
    }

    [Fact]
    public void After_the_last_id_there_can_be_there_is_nothing()
    {
        Say(3);

        Assert.Equal("", Texts(new ChatHistoryRange(new ChatEventId(long.MaxValue), null, 9, FromEnd: false)));
    }

    [Fact]
    public void Id_between_two_messages_is_an_end_as_well()
    {
        ChatEventId first = Say(1)[0].Id;
        Assert.Equal(ChatRefusal.None, _hall.Hall.Rooms.SetTopic(_anna.Member, _hall.Room(Room), "x"));
        ChatEventId topic = _anna.Take<ChatTopicChanged>().Id;
        Say(1);

        Assert.True(topic.Value > first.Value);
        Assert.Single(Read(new ChatHistoryRange(topic, null, 9, FromEnd: false)));
        Assert.Single(Read(new ChatHistoryRange(null, topic, 9, FromEnd: false)));
    }

    [Fact]
    public void Only_the_last_are_kept()
    {
        for (int said = 1; said <= 45; said++)
        {
            Say(1, said);

            int kept = Math.Min(10, said);
            Assert.Equal(string.Join(' ', Enumerable.Range(said - kept + 1, kept)), Texts(HallOfTests.Last(100)));
            Assert.Equal($"{said - kept + 1}", Texts(new ChatHistoryRange(new ChatEventId(0), null, 1, FromEnd: false)));
        }
    }

    [Fact]
    public void Longest_conversation_gives_room_to_the_others()
    {
        var memory = new ChatMemory(maxMessages: 1_000, maxChars: 100_000);
        for (int i = 0; i < 10_000; i++)
            Say(memory, "#flood", i);
        Say(memory, "#quiet", 0);
        for (int i = 0; i < 10_000; i++)
            Say(memory, "#flood", i);

        Assert.Single(memory.Read("#quiet", HallOfTests.Last(9)));
        Assert.InRange(memory.Read("#flood", HallOfTests.Last(1_000)).Count, 50, 100_000 / 1_000);
        Assert.Equal("9999", memory.Read("#flood", HallOfTests.Last(1))[0].Words.Text.TrimStart('0'));
    }

    [Fact]
    public void Many_conversations_are_bounded_together()
    {
        var memory = new ChatMemory(maxMessages: 1_000, maxChars: 100_000);
        for (int i = 0; i < 1_000; i++)
            Say(memory, $"#{i}", i);

        int kept = Enumerable.Range(0, 1_000).Sum(i => memory.Read($"#{i}", HallOfTests.Last(9)).Count);
        Assert.InRange(kept, 50, 100_000 / 1_000);
    }

    [Fact]
    public void What_is_forgotten_takes_no_room()
    {
        var memory = new ChatMemory(maxMessages: 1_000, maxChars: 100_000);
        for (int i = 0; i < 1_000; i++)
        {
            Say(memory, "#gone", i);
            memory.Forget("#gone");
        }

        for (int i = 0; i < 80; i++)
            Say(memory, "#kept", i);
        Assert.Equal(80, memory.Read("#kept", HallOfTests.Last(100)).Count);
    }

    [Fact]
    public void Nothing_is_kept_where_nothing_may_be()
    {
        var hall = new HallOfTests(new ChatLimits { MaxHistory = 0 });
        Guest anna = hall.EnterRoom("anna", Room);

        hall.Hall.Talk.SayIn(anna.Member, hall.Room(Room), HallOfTests.Words("x"));

        Assert.Empty(hall.Hall.Talk.Read(hall.Room(Room), HallOfTests.Last(9)));
    }

    [Fact]
    public void Room_that_is_opened_anew_knows_nothing_of_the_one_before()
    {
        Say(3);
        _hall.Hall.Rooms.Part(_anna.Member, _hall.Room(Room), "");

        _hall.EnterRoom("stranger", Room);

        Assert.Empty(Read(HallOfTests.Last(9)));
    }

    private void Say(ChatMemory memory, string conversation, int number) => memory.Add(
        conversation,
        new ChatSaid(new ChatOrigin(new ChatEventId(number), default, _anna.Member), HallOfTests.Words($"{number:D1000}"), conversation));

    private List<ChatSaid> Say(int count, int from = 0)
    {
        for (int i = from; i < from + count; i++)
            Assert.Equal(ChatRefusal.None, _hall.Hall.Talk.SayIn(_anna.Member, _hall.Room(Room), HallOfTests.Words($"{i}")));
        List<ChatSaid> said = [.. _anna.Told.Cast<ChatSaid>()];
        _anna.Told.Clear();
        return said;
    }

    private IReadOnlyList<ChatSaid> Read(ChatHistoryRange range) => _hall.Hall.Talk.Read(_hall.Room(Room), range);

    private string Texts(ChatHistoryRange range) => string.Join(' ', Read(range).Select(said => said.Words.Text));
}
