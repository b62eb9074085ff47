using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>
/// The matrix of data and end of stream: which side ends first, while the other direction is quiet or already done.
/// </summary>
public sealed class EndOfStreamTests
{
    private const int Bytes = 300_000; // several reads and writes, more than one pipe holds

    public static TheoryData<Role, PeerProgram, Carrier> All => Combinations.All();

    public static TheoryData<Role, PeerProgram, Carrier> Patient => Combinations.Patient();

    [Theory, MemberData(nameof(All))]
    public async Task Our_end_arrives_while_the_peer_is_quiet(Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier);
        byte[] sent = Payload.Of(Bytes);

        await talk.Ours.FeedAllAsync(sent);
        await talk.Theirs.OutputBytesAsync(sent.Length);
        talk.Theirs.EndInput();

        Payload.AssertEqual(sent, await talk.Theirs.OutputEndAsync());
        await talk.Ours.AssertExitAsync(0);
        Assert.Equal(0, talk.Ours.Output.Length);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Their_end_arrives_while_we_are_quiet(Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier);
        byte[] sent = Payload.Of(Bytes);

        await talk.Theirs.FeedAllAsync(sent);
        byte[] received = await talk.Ours.OutputEndAsync();
        talk.Ours.EndInput();

        Payload.AssertEqual(sent, received);
        await talk.Ours.AssertExitAsync(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Our_end_arrives_after_theirs(Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier);
        byte[] first = Payload.Of(Bytes, seed: 1);
        byte[] second = Payload.Of(Bytes, seed: 2);

        await talk.Theirs.FeedAllAsync(first);
        Payload.AssertEqual(first, await talk.Ours.OutputEndAsync());
        await talk.Ours.FeedAllAsync(second);

        Payload.AssertEqual(second, await talk.Theirs.OutputEndAsync());
        await talk.Ours.AssertExitAsync(0);
    }

    [Theory, MemberData(nameof(Patient))]
    public async Task Their_end_arrives_after_ours(Role role, PeerProgram program, Carrier carrier)
    {
        await using Conversation talk = await Conversation.StartAsync(role, program, carrier);
        byte[] first = Payload.Of(Bytes, seed: 1);
        byte[] second = Payload.Of(Bytes, seed: 2);

        await talk.Ours.FeedAllAsync(first);
        await talk.Theirs.OutputBytesAsync(first.Length);
        await talk.Theirs.FeedAllAsync(second);

        Payload.AssertEqual(second, await talk.Ours.OutputEndAsync());
        Payload.AssertEqual(first, await talk.Theirs.OutputEndAsync());
        await talk.Ours.AssertExitAsync(0);
    }
}
