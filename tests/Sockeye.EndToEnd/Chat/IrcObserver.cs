using System.Net.Sockets;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Chat;

/// <summary>Somebody in a room who speaks IRC by hand: the room's operator, when it came first.</summary>
internal sealed class IrcObserver : IDisposable
{
    private readonly TcpClient _socket = new();
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private IrcObserver(int port)
    {
        _socket.Connect("127.0.0.1", port);
        _reader = new StreamReader(_socket.GetStream());
        _writer = new StreamWriter(_socket.GetStream()) { NewLine = "\r\n", AutoFlush = true };
    }

    /// <summary>Enters a server and a room.</summary>
    public static async Task<IrcObserver> EnterAsync(int port, string nick, string room)
    {
        var observer = new IrcObserver(port);
        await observer.SendAsync($"NICK {nick}");
        await observer.SendAsync("USER observer 0 * :observer");
        await observer.UntilAsync(static line => line.Contains(" 376 ", StringComparison.Ordinal)
            || line.Contains(" 422 ", StringComparison.Ordinal));
        await observer.SendAsync($"JOIN {room}");
        await observer.UntilAsync(static line => line.Contains(" 366 ", StringComparison.Ordinal));
        return observer;
    }

    public Task SendAsync(string line) => _writer.WriteLineAsync(line);

    /// <summary>Reads until a line is what is waited for; answers PING meanwhile.</summary>
    public async Task<string> UntilAsync(Func<string, bool> isIt)
    {
        while (true)
        {
            string line = await _reader.ReadLineAsync().WaitAsync(SafetyNet.Time)
                ?? throw new EndOfStreamException("the server ended the connection");
            if (line.StartsWith("PING", StringComparison.Ordinal))
                await SendAsync("PONG" + line[4..]);
            if (isIt(line))
                return line;
        }
    }

    public void Dispose() => _socket.Dispose();
}
