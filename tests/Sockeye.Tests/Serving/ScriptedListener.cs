using System.Threading.Channels;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

/// <summary>A listener whose accepts end as the test says: with a connection, or with an error.</summary>
internal sealed class ScriptedListener : IStreamListener
{
    private readonly Channel<object> _script = Channel.CreateUnbounded<object>();

    public Endpoint Endpoint => Endpoint.Tcp("scripted", 1);

    public bool IsDisposed { get; private set; }

    public void Add(object connectionOrError) => Assert.True(_script.Writer.TryWrite(connectionOrError));

    public async ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop)
    {
        try
        {
            return await _script.Reader.ReadAsync(stop) switch
            {
                StreamConnection connection => connection,
                object error => throw (Exception)error,
            };
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _script.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
