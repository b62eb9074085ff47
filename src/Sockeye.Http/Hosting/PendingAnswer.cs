using Sockeye.Transports;

namespace Sockeye.Http.Hosting;

/// <summary>The answer that leaves with the end of a response, if somebody wants to know what becomes of it.</summary>
internal sealed class PendingAnswer
{
    /// <summary>Null for none.</summary>
    public ISentAnswer? Answer { get; set; }

    /// <summary>How many bytes the connection had sent when the request began.</summary>
    public long SentBefore { get; set; }

    /// <summary>The response has ended: what was handed to Kestrel has left, or was thrown away.</summary>
    /// <remarks>What is written for a peer that has reset meanwhile, Kestrel throws away without a word.</remarks>
    /// <param name="connection">On which it went.</param>
    /// <param name="deliveries">Those of the connection.</param>
    /// <param name="hasFailed">Whether the request ended by an exception.</param>
    public void OnEnd(StreamConnection connection, Deliveries deliveries, bool hasFailed)
    {
        if (Answer is not { } answer)
            return;

        Answer = null;
        long missing = answer.Bytes - (connection.BytesSent - SentBefore);
        bool isReset = connection.EndReason == EndReason.PeerReset && missing > 0;
        if (hasFailed || connection.IsSendCutOff || isReset)
        {
            answer.OnFollowed();
            answer.OnCutOff(Math.Clamp(missing, 0, answer.Bytes));
        }
        else
        {
            deliveries.Add(answer);
        }
    }
}
