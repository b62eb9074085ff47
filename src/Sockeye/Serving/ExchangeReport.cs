using System.Net;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>One log line, one measurement and one record for each exchange of a <see cref="DatagramServer"/>.</summary>
internal sealed class ExchangeReport(ServerContext context)
{
    private bool _wasUnanswered; // of the receiving loop only

    /// <returns>When it began, for <see cref="Ended"/>.</returns>
    public ServiceTime Started(ServedExchange served)
    {
        context.Metrics.Started(context.Service);
        context.Logger.Accepted(context.Service, served.Id, NameOf(served.Peer));
        return new ServiceTime(context.Time);
    }

    public void Ended(ServedExchange served, ServiceTime time, long bytesReceived, long bytesSent, EndReason reason)
    {
        string peer = NameOf(served.Peer);
        var interval = new ServiceInterval(
            context.Service, peer, time.Start, time.End, bytesReceived, bytesSent, reason);
        context.Metrics.Ended(interval);
        context.Logger.Ended(
            context.Service, served.Id, peer, reason, bytesReceived, bytesSent,
            (long)(interval.End - interval.Start).TotalMilliseconds);
        context.OnServed?.Invoke(interval);
    }

    /// <summary>A datagram that was answered at once: counted; a record is only made when somebody wants it.</summary>
    public void Answered(EndPoint peer, int bytesReceived, int bytesSent)
    {
        context.Metrics.Answered(context.Service, bytesReceived, bytesSent);
        if (context.OnServed is null)
            return;

        DateTimeOffset now = context.Time.GetUtcNow();
        context.OnServed(new ServiceInterval(
            context.Service, NameOf(peer), now, now, bytesReceived, bytesSent, EndReason.Completed));
    }

    /// <summary>A datagram too many to be answered. The first one of a server is told to whoever runs it.</summary>
    public void NotAnswered(EndPoint peer)
    {
        if (_wasUnanswered)
            context.Logger.NotAnsweredAgain(context.Service, NameOf(peer));
        else
            context.Logger.NotAnswered(context.Service, NameOf(peer));
        _wasUnanswered = true;
    }

    private static string NameOf(EndPoint peer) => PeerAddress.TextOf(PeerAddress.Plain(peer));
}
