using System.Buffers;
using Sockeye.Driving;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Talk;
using Sockeye.Transports;

namespace Sockeye.Services.Talk;

/// <summary>
/// Two parties, full duplex, line by line, until either says BYE or leaves. Both ends run the same code.
/// </summary>
/// <param name="connection">To the other party; the caller disposes it.</param>
/// <param name="ourLines">What our side says, as it is said; its end ends the talk.</param>
/// <param name="onPeerLine">Is given each line of the peer, safe to show.</param>
/// <param name="time">The clock of the last wait.</param>
public sealed class TalkConversation(
    StreamConnection connection, IAsyncEnumerable<string> ourLines, Action<string> onPeerLine, TimeProvider time)
{
    /// <summary>
    /// How long a party that has ended its side still listens to the other: long enough for what is under way.
    /// </summary>
    public static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Talks until the end.</summary>
    /// <param name="cancel">Leaves at once.</param>
    /// <exception cref="Protocols.PeerProtocolException">The peer sent an overlong line.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<TalkEnd> RunAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<TalkEnd> hearing = HearAsync(over.Token);
        Task<TalkEnd> saying = SayAsync(over.Token);
        try
        {
            Task<TalkEnd> first = await Task.WhenAny(hearing, saying);
            TalkEnd end = await first;
            if (first == saying && !hearing.IsCompleted)
                await HearLastWordsAsync(hearing);
            return end;
        }
        finally
        {
            await over.CancelAsync();
            await ((Task)Task.WhenAll(hearing, saying)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TalkEnd> HearAsync(CancellationToken cancel)
    {
        var lines = new FrameReader<ReadOnlySequence<byte>>(
            connection.Input, new LineDecoder(LineDecoder.DefaultMaxLineBytes, endOfStreamEndsLine: true));
        while (await lines.MoveNextAsync(cancel))
        {
            onPeerLine(TalkLine.Read(lines.Current));
            if (TalkLine.IsBye(lines.Current))
                return TalkEnd.PeerSaidBye;
        }

        return TalkEnd.PeerLeft;
    }

    private async Task<TalkEnd> SayAsync(CancellationToken cancel)
    {
        await foreach (string line in ourLines.WithCancellation(cancel))
        {
            TalkLine.Write(line, connection.Output);
            await connection.Output.FlushAsync(cancel);
            if (TalkLine.IsBye(line))
                return TalkEnd.WeSaidBye;
        }

        return TalkEnd.OurInputEnded;
    }

    private async Task HearLastWordsAsync(Task<TalkEnd> hearing)
    {
        try
        {
            await connection.CompleteOutputAsync();
            await hearing.WaitAsync(LastWords, time);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            // the peer keeps its side open, and we have heard enough; or it left at our last word, as it may
        }
    }
}

/// <summary>How a talk ended.</summary>
public enum TalkEnd
{
    /// <summary>We said BYE.</summary>
    WeSaidBye,

    /// <summary>The peer said BYE.</summary>
    PeerSaidBye,

    /// <summary>The peer ended its stream without BYE.</summary>
    PeerLeft,

    /// <summary>Our own lines ended without BYE.</summary>
    OurInputEnded,
}
