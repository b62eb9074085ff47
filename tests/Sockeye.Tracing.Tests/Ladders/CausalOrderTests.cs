using FsCheck;
using FsCheck.Fluent;
using Sockeye.Tracing.Ladders;
using static Sockeye.Tracing.Tests.CallScript;

namespace Sockeye.Tracing.Tests.Ladders;

public sealed class CausalOrderTests
{
    private readonly TracedSocket _client = Stream("client", 3, "127.0.0.1:9", "127.0.0.1:80");
    private readonly TracedSocket _server = Stream("server", 4, "127.0.0.1:80", "127.0.0.1:9");

    [Fact]
    public void Receive_that_returned_before_its_send_did_comes_after_it() => Assert.Equal(
        ["client send Whole", "server recv Whole"],
        Steps(new CallScript().Receive(_server, 0.9, 1.2, "a").Send(_client, 1.0, 1.9, "a")));

    [Fact]
    public void What_a_receiver_does_next_comes_after_what_it_received() => Assert.Equal(
        ["client send Whole", "server recv Whole", "server send Whole", "client recv Whole"],
        Steps(new CallScript()
            .Receive(_server, 0.9, 1.2, "a").Send(_server, 1.3, 1.4, "b")
            .Send(_client, 1.0, 1.9, "a").Receive(_client, 2.0, 2.1, "b")));

    [Fact]
    public void Who_waited_stands_before_and_after_what_happened_meanwhile()
    {
        Ladder ladder = new CallScript().Receive(_server, 0, 5.2, "a").Send(_client, 5, 5.1, "a").Ladder;

        Assert.Equal(["server recv Begin", "client send Whole", "server recv End"], ladder.Steps.Select(Text));
        Assert.Equal("client fd 3", ladder.Steps[2].WaitedFor!.Title);
    }

    [Fact]
    public void Wait_in_which_nothing_happened_is_one_step() => Assert.Equal(
        ["server recv Whole", "server send Whole"],
        Steps(new CallScript().Receive(_server, 0, 5, "a").Send(_server, 6, 6.1, "b")));

    [Fact]
    public void Row_of_options_is_one_step()
    {
        Ladder ladder = new CallScript()
            .Call(CallKind.Other, "setsockopt", _client, 1, 1.1, arguments: "A, 1")
            .Call(CallKind.Other, "setsockopt", _client, 2, 2.1, arguments: "B, 1")
            .Call(CallKind.Other, "setsockopt", _client, 3, 3.1, error: "EINVAL", arguments: "C, 1")
            .Call(CallKind.Other, "setsockopt", _server, 4, 4.1, arguments: "D, 1")
            .Ladder;

        Assert.Equal([1, 0, 0], ladder.Steps.Select(step => step.Repeats.Count));
    }

    [Fact]
    public void Circle_of_causes_is_broken_by_the_clock()
    {
        // Each seems to receive what the other sends only later: wrong, but it must be drawn.
        Ladder ladder = new CallScript()
            .Receive(_client, 1, 1.1, "b").Send(_client, 2, 2.1, "a")
            .Receive(_server, 1, 1.2, "a").Send(_server, 2, 2.2, "b")
            .Ladder;

        Assert.Equal(4, ladder.Steps.Count);
    }

    [Fact]
    public void No_effect_stands_before_its_cause_whatever_the_clock_says() =>
        Prop.ForAll(Conversations, sends =>
        {
            Ladder ladder = Conversation(sends).Ladder;
            var place = ladder.Steps.Where(step => step.Part != StepPart.Begin).ToDictionary(step => step.Logged, step => step.Index);
            var begun = ladder.Steps.GroupBy(step => step.Logged).ToDictionary(steps => steps.Key, steps => steps.Min(step => step.Index));
            return ladder.Arrows.Count == sends.Length
                && ladder.Arrows.All(arrow => begun[arrow.From!] < place[arrow.To!])
                && place.Count == 2 * sends.Length;
        }).QuickCheckThrowOnFailure();

    // How late the sender and the receiver are told to have returned, in 0.1 ms.
    private static Arbitrary<(int Send, int Receive)[]> Conversations => ArbMap.Default.GeneratorFor<byte>()
        .Two().Select(pair => (Send: pair.Item1 % 40, Receive: pair.Item2 % 40)).ArrayOf().ToArbitrary();

    private CallScript Conversation((int Send, int Receive)[] sends)
    {
        var script = new CallScript();
        double now = 0;
        bool toServer = true;
        foreach ((int late, int latency) in sends)
        {
            (TracedSocket from, TracedSocket to) = toServer ? (_client, _server) : (_server, _client);
            double received = now + 0.01 + (latency / 10.0);
            script.Receive(to, now - 0.005, received, "a").Send(from, now, Math.Min(now + (late / 10.0), received + 0.4), "a");
            (now, toServer) = (received + 0.5, !toServer);
        }

        return script;
    }

    private static IEnumerable<string> Steps(CallScript script) => script.Ladder.Steps.Select(Text);

    private static string Text(Step step) => $"{step.Call.Maker.Program} {step.Call.Name} {step.Part}";
}
