using System.Buffers;
using System.Net;
using Sockeye.Driving;
using Sockeye.Serving;

namespace Sockeye.Services.Echo;

/// <summary>Sends back each datagram as it came (RFC 862, UDP). Nothing is kept between two.</summary>
/// <remarks>To whom nothing may be answered, so that no two services keep each other busy, its server knows.</remarks>
public sealed class EchoDatagramService : IDatagramService
{
    /// <inheritdoc/>
    public IDatagramExchange? Begin(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer)
    {
        answer.Write(datagram);
        return null;
    }
}
