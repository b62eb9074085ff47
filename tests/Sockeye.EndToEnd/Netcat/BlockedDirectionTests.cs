using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>
/// One direction is stuck behind somebody who does not read: the other does not notice, and nothing is lost.
/// </summary>
public sealed class BlockedDirectionTests
{
    private const int TooMuch = 24_000_000; // more than the buffers of both sockets and both pipes hold

    private static readonly byte[] Few = Payload.Of(10_000, seed: 2);

    public static TheoryData<Role, PeerProgram, Carrier> Patient => Combinations.Patient();

    public static TheoryData<Role, PeerProgram, Carrier> Independent => Combinations.Independent();

    [Theory, MemberData(nameof(Patient))]
    public async Task Our_end_arrives_while_the_peer_is_blocked_by_our_reader(
        Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier, holdsOurs: true);
        byte[] much = Payload.Of(TooMuch);
        Task theirs = talk.Theirs.FeedAllAsync(much);

        await talk.Ours.FeedAllAsync(Few);
        await talk.Theirs.OutputBytesAsync(Few.Length);
        Assert.False(theirs.IsCompleted);
        talk.Ours.ReadOutput();

        Payload.AssertEqual(much, await talk.Ours.OutputEndAsync());
        Payload.AssertEqual(Few, await talk.Theirs.OutputEndAsync());
        await talk.Ours.AssertExitAsync(0);
        await theirs;
    }

    [Theory, MemberData(nameof(Independent))]
    public async Task Their_end_arrives_while_we_are_blocked_by_their_reader(
        Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier, holdsTheirs: true);
        byte[] much = Payload.Of(TooMuch);
        Task ours = talk.Ours.FeedAllAsync(much);

        await talk.Theirs.FeedAllAsync(Few);
        Payload.AssertEqual(Few, await talk.Ours.OutputEndAsync());
        Assert.False(ours.IsCompleted);
        talk.Theirs.ReadOutput();

        Payload.AssertEqual(much, await talk.Theirs.OutputEndAsync());
        await talk.Ours.AssertExitAsync(0);
        await ours;
    }
}
