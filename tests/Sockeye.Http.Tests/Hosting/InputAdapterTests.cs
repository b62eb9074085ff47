using System.IO.Pipelines;
using Sockeye.Http.Hosting;

namespace Sockeye.Http.Tests.Hosting;

public sealed class InputAdapterTests
{
    [Fact]
    public void Server_that_stops_while_a_connection_ends_finds_nothing_to_cancel()
    {
        var input = new InputAdapter(new Pipe().Reader, onBroken: () => { });
        input.Dispose();

        Assert.Null(Record.Exception(input.CancelPendingRead));
    }
}
