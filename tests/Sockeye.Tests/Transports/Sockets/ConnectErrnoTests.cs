using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>
/// <c>connect_ex</c> returns the number that the kernel returned, not one that .NET makes of its own name.
/// </summary>
public sealed class ConnectErrnoTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Unix_socket_that_is_not_there_is_ENOENT()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the event loop needs Linux");
        var missing = new UnixDomainSocketEndPoint(_directory["missing"]);

        Assert.Equal("ENOENT", await ConnectAsync(missing, AddressFamily.Unix, SocketType.Stream));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Unix_socket_of_another_type_is_EPROTOTYPE()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the event loop needs Linux");
        var address = new UnixDomainSocketEndPoint(_directory["datagrams"]);
        using var bound = new BerkeleySocket(AddressFamily.Unix, SocketType.Dgram);
        bound.Bind(address);

        Assert.Equal("EPROTOTYPE", await ConnectAsync(address, AddressFamily.Unix, SocketType.Stream));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_is_no_socket_is_ECONNREFUSED()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the event loop needs Linux");
        await File.WriteAllTextAsync(_directory["file"], "", TestContext.Current.CancellationToken);
        var file = new UnixDomainSocketEndPoint(_directory["file"]);

        Assert.Equal("ECONNREFUSED", await ConnectAsync(file, AddressFamily.Unix, SocketType.Stream));
    }

    // tcp_v4_connect refuses a broadcast address before it looks at any route: nothing leaves the machine.
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stream_to_every_host_at_once_is_ENETUNREACH()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the event loop needs Linux");
        var everybody = new IPEndPoint(IPAddress.Broadcast, 9);

        Assert.Equal("ENETUNREACH", await ConnectAsync(everybody, AddressFamily.InterNetwork, SocketType.Stream));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string> ConnectAsync(EndPoint remote, AddressFamily family, SocketType type)
    {
        using var socket = new BerkeleySocket(
            SocketEngines.EventLoop, family, type, ProtocolType.Unspecified, calls: null, time: null);
        return ErrnoNames.Of(await socket.ConnectExAsync(remote));
    }
}
