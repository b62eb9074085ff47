using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Shell.Options;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Calls;

/// <summary>Names and options: what a socket is called, and how it is set.</summary>
internal static class NameCalls
{
    public static IReadOnlyList<ShellCall> All { get; } =
    [
        new("getsockname(s)", 1,
            "Tells the local address: after bind to port 0, the port that the kernel chose.", LocalName),
        new("getpeername(s)", 1, "Tells the address of the peer.", PeerName),
        new("gethostbyname(\"name\")", 1,
            "Looks a name up, as /etc/nsswitch.conf says: /etc/hosts, then DNS. Gives the first IPv4 address.",
            LookUpAsync),
        new("setsockopt(s, option, value)", 3,
            "Sets an option: a number, ON or OFF, seconds for the times; help(SO_RCVBUF) explains one.", SetOption),
        new("getsockopt(s, option)", 2,
            "Tells the value of an option: getsockopt(s, SO_ERROR), getsockopt(s, TCP_INFO).", GetOption),
    ];

    private static ValueTask<Value> LocalName(CallArguments arguments, CancellationToken cancel) =>
        new(new AddressValue(arguments.Socket(0).Berkeley.GetSockName()));

    private static ValueTask<Value> PeerName(CallArguments arguments, CancellationToken cancel) =>
        new(new AddressValue(arguments.Socket(0).Berkeley.GetPeerName()));

    private static async ValueTask<Value> LookUpAsync(CallArguments arguments, CancellationToken cancel)
    {
        string host = arguments[0] switch
        {
            BytesValue text => Encoding.UTF8.GetString(text.Bytes),
            WordValue word => word.Word,
            _ => throw arguments.Wrong(0, "a name stands in quotes: gethostbyname(\"localhost\")"),
        };
        IPAddress[] found = await HostNames.LookUpAsync(
            arguments.Session.Names, host, AddressFamily.InterNetwork, cancel);
        if (found.Length > 1)
            arguments.Note("all: " + string.Join(", ", found.AsEnumerable()));
        return new BytesValue(Encoding.UTF8.GetBytes(found[0].ToString()));
    }

    private static ValueTask<Value> SetOption(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        SocketOption option = OptionAt(arguments, 1);
        byte[] value = OptionCodec.Encode(option.Kind, arguments[2]) ?? throw arguments.Wrong(
            2, $"the value of {option.Name} is {OptionCodec.FormOf(option.Kind)}");
        socket.Berkeley.SetSockOpt(option.Level, option.Number, value);
        return new(new NumberValue(0));
    }

    private static ValueTask<Value> GetOption(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        SocketOption option = OptionAt(arguments, 1);
        byte[] value = new byte[OptionCodec.MaxBytes];
        int bytes = socket.Berkeley.GetSockOpt(option.Level, option.Number, value);
        return new(OptionCodec.Decode(option.Kind, value.AsSpan(0, bytes)));
    }

    private static SocketOption OptionAt(CallArguments arguments, int index)
    {
        string name = arguments.Word(index);
        string closest = CallCatalog.Closest(name, SocketOptions.All.Select(option => option.Name));
        return SocketOptions.Find(name) ?? throw arguments.Wrong(
            index, "there is no such option" + (closest.Length > 0 ? closest : "; help(getsockopt) lists them"));
    }
}
