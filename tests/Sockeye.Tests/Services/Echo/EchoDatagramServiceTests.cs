using System.Buffers;
using System.Net;
using Sockeye.Services.Echo;

namespace Sockeye.Tests.Services.Echo;

public sealed class EchoDatagramServiceTests
{
    [Theory]
    [InlineData(7, false), InlineData(19, false), InlineData(1023, false), InlineData(1024, true), InlineData(65535, true)]
    public void Only_ports_that_a_client_may_have_are_answered(int port, bool isAnswered)
    {
        var answer = new ArrayBufferWriter<byte>();

        Assert.Null(new EchoDatagramService().Begin("hello"u8, new IPEndPoint(IPAddress.Loopback, port), answer));

        Assert.Equal(isAnswered ? "hello" : "", System.Text.Encoding.ASCII.GetString(answer.WrittenSpan));
    }
}
