using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>What only UNIX sockets have: peers that choose their own names, or have none, and files.</summary>
public sealed class UnixSocketTests : IDisposable
{
    private readonly SocketTransport _sockets = new(TimeProvider.System);
    private readonly TempDirectory _directory = new();

    private Endpoint Path => Endpoint.Unix(_directory["s"]);

    [Theory(Timeout = Limit.Milliseconds)]
    [InlineData("PATH-that-is-longer"), InlineData("\0abstract-NAME"), InlineData("")]
    public async Task Peer_is_accepted_whatever_its_name_is(string name)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        UnixDomainSocketEndPoint? address = AddressOf(name);
        if (address is not null)
            client.Bind(address);

        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Host));
        client.Shutdown(SocketShutdown.Send);
        await using StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);

        Assert.Equal(address?.ToString() ?? "", server!.RemoteEndPoint!.ToString());
        Assert.Equal("", await server.ReadTextToEndAsync());
    }

    [Fact(Timeout = Limit.Milliseconds)]
    public async Task Listener_with_a_longer_name_than_the_one_asked_for_can_be_reached()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint(_directory.Path + "/./././././" + "s");
        listener.Bind(address);
        listener.Listen();

        await using StreamConnection client = await _sockets.ConnectAsync(Path);

        Assert.Equal(address.ToString(), client.RemoteEndPoint!.ToString());
        client.Abort(EndReason.Cancelled); // or closing would wait for the other side
    }

    [Theory(Timeout = Limit.Milliseconds)]
    [InlineData(false), InlineData(true)]
    public async Task File_that_took_the_place_of_ours_is_not_removed(bool isDatagram)
    {
        IAsyncDisposable ours = isDatagram
            ? await _sockets.BindAsync(Endpoint.Parse("unixgram:" + Path.Host))
            : await _sockets.ListenAsync(Path);
        File.Move(Path.Host, _directory["moved"]);
        File.WriteAllText(Path.Host, "precious");

        await ours.DisposeAsync();

        Assert.Equal("precious", File.ReadAllText(Path.Host));
    }

    public void Dispose() => _directory.Dispose();

    private UnixDomainSocketEndPoint? AddressOf(string name) => name.Length == 0 ? null : new(name
        .Replace("PATH", Path.Host, StringComparison.Ordinal)
        .Replace("NAME", System.IO.Path.GetFileName(_directory.Path), StringComparison.Ordinal));
}
