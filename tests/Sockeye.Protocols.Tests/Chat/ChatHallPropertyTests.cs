using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

/// <summary>Any commands in any order, by a seed: what holds all the time.</summary>
public sealed class ChatHallPropertyTests
{
    private const int Steps = 400;

    private static readonly string[] Rooms = ["#a", "#b", "#c", "#D"];
    private static readonly string[] Nicks = ["anna", "ben", "carol", "dora", "emil", "Anna", "b3n", "no one"];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Whoever_is_inside_knows_by_what_it_was_told_what_is(int seed)
    {
        for (int round = 0; round < 25; round++)
        {
            var crowd = new Crowd((seed * 1_000) + round);
            for (int step = 0; step < Steps; step++)
                crowd.Step();
        }
    }

    private sealed class Crowd(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly HallOfTests _hall = new(new ChatLimits { MaxRoomsOfMember = 3, MaxMembersOfRoom = 4, MaxRooms = 3, MaxMasks = 2 });
        private readonly List<HallObserver> _all = [];
        private string _did = "";

        private ChatHall Hall => _hall.Hall;

        public void Step()
        {
            foreach (HallObserver one in _all)
                one.News = 0;
            Hall.Now += TimeSpan.FromMilliseconds(_random.Next(-5, 6)); // a clock that goes back, too
            HallObserver[] here = [.. _all.Where(one => !one.IsGone)];
            bool isDone = here.Length == 0 || _random.Next(12) == 0 ? TryEnter() : TryAnything(Pick(here), Pick(here));

            Assert.True(isDone || _all.All(one => one.News == 0), $"{_did} was refused, and told");
            Assert.All(_all, one => Assert.True(one.News <= 1, $"{_did} was told {one.News} times"));
            Assert.All(_all, one => one.AssertKnows(Hall));
            AssertHallIsWhole();
        }

        private bool TryEnter()
        {
            _did = "enter";
            var observer = new HallObserver();
            var person = new ChatPerson(Pick(Nicks), "u", "h", _random.Next(2) == 0 ? null : "account");
            if (Hall.Enter(person, observer, false, out ChatMember? member) != ChatRefusal.None)
                return false;

            observer.Member = member!;
            _all.Add(observer);
            return true;
        }

        private bool TryAnything(HallObserver actor, HallObserver other)
        {
            int what = _random.Next(14);
            _did = $"{what} by {actor.Member.Nick} about {other.Member.Nick}";
            ChatRoom[] rooms = [.. Hall.Rooms.All];
            if (what is > 4 and < 12)
                return rooms.Length > 0 && TryInRoom(what, actor.Member, other.Member, Pick(rooms));

            switch (what)
            {
                case 0: return Hall.Rename(actor.Member, Pick(Nicks)) == ChatRefusal.None;
                case 1: Hall.SetAway(actor.Member, _random.Next(2) == 0 ? null : "away"); return true;
                case 2: Hall.SetAccount(actor.Member, _random.Next(2) == 0 ? null : "account"); return true;
                case 3: Hall.Talk.SayTo(actor.Member, other.Member, HallOfTests.Words("psst")); return true;
                case 4: Leave(actor); return true;
                default: return Hall.Rooms.Join(actor.Member, Pick(Rooms), _random.Next(2) == 0 ? null : "key") == ChatRefusal.None;
            }
        }

        private void Leave(HallObserver actor)
        {
            actor.IsGone = true; // whatever it is told from here on is wrong
            Hall.Leave(actor.Member, "bye");
        }

        private bool TryInRoom(int what, ChatMember actor, ChatMember other, ChatRoom room) => what switch
        {
            5 => Hall.Rooms.Part(actor, room, "") == ChatRefusal.None,
            6 => Hall.Rooms.Kick(actor, room, other, "") == ChatRefusal.None,
            7 => Hall.Rooms.Invite(actor, room, other) == ChatRefusal.None,
            8 => Hall.Rooms.SetTopic(actor, room, Pick(["", "fish", "birds"])) == ChatRefusal.None,
            9 => Hall.Talk.SayIn(actor, room, HallOfTests.Words("hi"), Pick([ChatRank.None, ChatRank.None, ChatRank.Voice])) == ChatRefusal.None,
            _ => Hall.Rooms.Change(actor, room, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => AnyChange(other))])
                .Contains(ChatRefusal.None),
        };

        private ChatChange AnyChange(ChatMember other)
        {
            ChatSetting what = Pick(Enum.GetValues<ChatSetting>());
            string?[] values = what switch
            {
                ChatSetting.Key => ["key", "", null],
                ChatSetting.Limit => ["3", "0", "x"],
                >= ChatSetting.Voice => [other.Nick, other.Nick, "nobody"],
                ChatSetting.Ban or ChatSetting.BanException or ChatSetting.InviteException => [other.Nick, "$a", "$~a", "*!u", ""],
                _ => [null],
            };
            return new ChatChange(what, _random.Next(3) > 0, Pick(values));
        }

        private void AssertHallIsWhole()
        {
            Assert.Equal(_all.Where(one => !one.IsGone).Select(one => one.Member).ToHashSet(), Hall.Members.ToHashSet());
            Assert.Equal(Hall.Members.Count, Hall.Members.Select(one => ChatNames.Look(one.Nick)).Distinct().Count());
            Assert.InRange(Hall.Rooms.All.Count, 0, 3);
            Assert.All(Hall.Rooms.All, room =>
            {
                Assert.InRange(room.Members.Count, 1, 4);
                Assert.All(room.Members, one => Assert.Equal(one.Value, one.Key.Rooms[room]));
            });
            Assert.All(_all.Where(one => one.IsGone), one => Assert.Empty(one.Member.Rooms));
        }

        private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
    }
}
