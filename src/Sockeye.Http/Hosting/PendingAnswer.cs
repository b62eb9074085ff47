using Sockeye.Transports;

namespace Sockeye.Http.Hosting;

/// <summary>The answer that leaves with the end of a response, if somebody wants to know what becomes of it.</summary>
internal sealed class PendingAnswer
{
    /// <summary>Null for none.</summary>
    public ISentAnswer? Answer { get; set; }

    /// <summary>Whether the request failed after its answer was written.</summary>
    public bool HasFailed { get; set; }

    /// <summary>How many bytes the connection had sent when the request began.</summary>
    public long SentBefore { get; set; }

    /// <summary>The response has ended: what was handed to Kestrel has left, or was thrown away.</summary>
    /// <remarks>What is written for a peer that has reset meanwhile, Kestrel throws away without a word.</remarks>
    /// <param name="connection">On which it went.</param>
    /// <param name="deliveries">Those of the connection.</param>
    /// <param name="isAsItIs">Whether the content went as many bytes as the answer says: not compressed.</param>
    public void OnEnd(StreamConnection connection, Deliveries deliveries, bool isAsItIs)
    {
        (bool hasFailed, ISentAnswer? followed) = (HasFailed, Answer);
        (HasFailed, Answer) = (false, null);
        if (followed is not { } answer)
            return;

        long missing = isAsItIs ? answer.Bytes - (connection.BytesSent - SentBefore) : 0;
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
