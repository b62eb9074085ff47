using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Calls;

/// <summary>The arguments of a call, each as what the call needs. A wrong one is a mistake under its column.</summary>
internal sealed class CallArguments(
    ShellSession session, CallExpression call, IReadOnlyList<Value> values, Action<string> note)
{
    public ShellSession Session => session;

    public string Name => call.Name;

    public int Count => values.Count;

    public Value this[int index] => values[index];

    /// <summary>Says something about the result.</summary>
    public void Note(string text) => note(text);

    /// <summary>A mistake in an argument.</summary>
    public ShellException Wrong(int index, string message) => new(message, call.Arguments[index].Column);

    /// <summary>An open socket: of a variable, or by its descriptor.</summary>
    /// <exception cref="CallFailedException">It is closed.</exception>
    public ShellSocket Socket(int index)
    {
        ShellSocket? socket = values[index] switch
        {
            SocketValue found => found.Socket,
            NumberValue descriptor => session.SocketOf(descriptor.Number) ?? throw BadDescriptor(),
            WordValue { Word: var name } when ShellParser.IsName(name) => throw Wrong(
                index, $"there is no variable '{name}'; make a socket: {name} = socket(INET, STREAM)"),
            _ => throw Wrong(index, $"{Name} needs a socket here, as in s = socket(INET, STREAM)"),
        };
        return socket.IsClosed ? throw BadDescriptor() : socket;
    }

    /// <summary>A whole number.</summary>
    public int Number(int index, long least, long most, string what) =>
        values[index] is NumberValue { Number: var number } && number >= least && number <= most
            ? (int)number
            : throw Wrong(index, $"{what} is a number from {least} to {most}");

    /// <summary>Bytes to send: a string, or a variable that holds one.</summary>
    public byte[] Bytes(int index) => values[index] switch
    {
        BytesValue bytes => bytes.Bytes,
        WordValue word => throw Wrong(index, $"there is no variable '{word}'; text stands in quotes: \"{word}\\n\""),
        _ => throw Wrong(index, "what is sent stands in quotes, or in a variable of recv: \"hello\\n\""),
    };

    /// <summary>A word such as INET.</summary>
    public string Word(int index) => values[index] is WordValue word ? word.Word : "";

    /// <summary>One word of a list; the error names them all.</summary>
    public T OneOf<T>(int index, IReadOnlyDictionary<string, T> words, string what) =>
        SocketNames.TryFind(words, Word(index), out T value)
            ? value
            : throw Wrong(index, $"{what} is one of {string.Join(", ", words.Keys)}");

    /// <summary>An address of the system; a name is looked up.</summary>
    public async ValueTask<EndPoint> AddressAsync(int index, ShellSocket socket, CancellationToken cancel)
    {
        string text = values[index] switch
        {
            AddressValue known => AddressText.Of(known.Address),
            WordValue word => word.Word,
            BytesValue bytes => Encoding.UTF8.GetString(bytes.Bytes),
            _ => throw Wrong(index, "an address is 127.0.0.1:80, [::1]:80, localhost:80, /tmp/x.sock or @name"),
        };
        if (values[index] is AddressValue { Address: var address })
            return address;

        EndPoint parsed = AddressText.Parse(
            text, socket.Family, needsPort: socket.Type != SocketType.Raw, call.Arguments[index].Column);
        return parsed is DnsEndPoint name
            ? new IPEndPoint(
                (await HostNames.LookUpAsync(session.Names, name.Host, socket.Family, cancel))[0], name.Port)
            : parsed;
    }

    private static CallFailedException BadDescriptor() => new(
        9, "EBADF", "bad file descriptor. The socket is closed, or there was none of that number.");
}
