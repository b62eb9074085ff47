using System.Buffers;
using System.Text;
using Sockeye.Protocols.Chat.Lines;

namespace Sockeye.Protocols.Tests.Chat.Lines;

/// <summary>Somebody at a terminal.</summary>
internal sealed class LineTypist
{
    private readonly HallOfTests _hall;
    private readonly List<string> _lines = [];

    public LineTypist(HallOfTests hall, ChatLineOptions? options = null)
    {
        _hall = hall;
        Session = new ChatLineSession(options ?? new ChatLineOptions(), _lines.Add, () => IsClosed = true);
    }

    public ChatLineSession Session { get; }

    public bool IsClosed { get; private set; }

    public void Type(string line) => Type(Encoding.UTF8.GetBytes(line));

    public void Type(byte[] line) => Session.OnLine(_hall.Hall, new ReadOnlySequence<byte>(line));

    public string Take()
    {
        string all = string.Join('\n', _lines);
        _lines.Clear();
        return all;
    }
}
