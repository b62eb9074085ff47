using System.Text;

namespace Sockeye.Protocols.Irc.Client;

/// <summary>The way into a server: password, capabilities, SASL, and a nick that is free.</summary>
/// <remarks>
/// A server that knows no CAP says so (421), or says nothing, and its welcome comes all the same (IRCv3 capability
/// negotiation).
/// </remarks>
internal sealed class IrcRegistration(IrcClientOptions options, Action<IrcMessage> send, Action<IrcClientEvent> tell)
{
    private const int MaxOffers = 500; // far above any server's list; bounds what it can make us keep
    private const string Sasl = "sasl";
    private const int SaslChunk = 400; // IRCv3 SASL 3.1

    private static readonly string[] Useful =
    [
        "account-tag", "away-notify", "batch", "draft/chathistory", "echo-message", "extended-join", "message-tags",
        "multi-prefix", "server-time",
    ];

    // Several attempts, as a person would make them.
    private static readonly string[] Suffixes = ["_", "1", "2", "3", "4"];

    private readonly HashSet<string> _offered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _granted = new(StringComparer.Ordinal);
    private int _triedSuffixes;
    private bool _isLoggedIn;

    /// <summary>The nick asked for, and after the welcome the one we have.</summary>
    public string Nick { get; set; } = options.Nick;

    /// <summary>The server has welcomed us.</summary>
    public bool IsOver { get; private set; }

    public bool Has(string capability) => _granted.Contains(capability);

    public void Begin()
    {
        if (options.ServerPassword is { } password)
            send(new IrcMessage("PASS", password));
        send(new IrcMessage("CAP", "LS", "302"));
        send(new IrcMessage("NICK", Nick));
        send(new IrcMessage("USER", options.UserName, "0", "*", options.RealName) { HasColon = true });
    }

    /// <summary>Takes a message that belongs to the way in.</summary>
    /// <returns>Whether it did.</returns>
    public bool OnMessage(IrcMessage message)
    {
        switch (message.Command)
        {
            case "CAP": OnCapability(message); break;
            case "AUTHENTICATE": OnChallenge(message); break;
            case "903":
                _isLoggedIn = true;
                EndNegotiation();
                break;
            case "902" or "904" or "905" or "906":
                Refuse(message, "log in as", "check the user and the password");
                break;
            case "433" or "436" or "437" when !IsOver: TryNextNick(message); break;
            case "431" or "432" when !IsOver: Refuse(message, "use the nick", "choose another with --nick"); break;
            case "464": Refuse(message, "enter", "the server wants a password: --server-password-file"); break;
            case "465" or "463": Refuse(message, "enter", "the server lets nobody in from here"); break;
            case "001": OnWelcome(message); break;
            default: return false;
        }

        return true;
    }

    private void OnWelcome(IrcMessage message)
    {
        IsOver = true;
        Nick = message.Parameters is [var nick, ..] ? nick : Nick;
        if (options.Login is not null && !_isLoggedIn)
            Refuse(message with { Parameters = ["the server has no SASL"] }, "log in as", "leave --user out");
        else
            tell(new IrcClientEvent(IrcEventKind.Welcome, message.Parameters is [.., var text] ? text : ""));
    }

    // CAP nick LS [*] :names, and after * more of it follows.
    private void OnCapability(IrcMessage message)
    {
        string[] words = message.Parameters is [_, _, .., var list]
            ? list.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [];
        switch (message.Parameters is [_, var kind, ..] ? kind : "")
        {
            case "LS" when !IsOver:
                _offered.UnionWith(words.Select(static word => word.Split('=')[0]).Take(MaxOffers - _offered.Count));
                if (message.Parameters is not [_, _, "*", _])
                    Request();
                break;
            case "ACK":
                _granted.UnionWith(words.Where(static word => word == Sasl || Useful.Contains(word)));
                OnAnswer();
                break;
            case "NAK": OnAnswer(); break;
            case "DEL": _granted.ExceptWith(words); break;
        }
    }

    private void Request()
    {
        var wanted = Useful.Where(_offered.Contains).ToList();
        if (options.Login is not null && _offered.Contains(Sasl))
            wanted.Add(Sasl);
        if (wanted.Count > 0)
            send(new IrcMessage("CAP", "REQ", string.Join(' ', wanted)) { HasColon = true });
        else
            EndNegotiation();
    }

    private void OnAnswer()
    {
        if (IsOver)
            return;
        if (options.Login is not null && _granted.Contains(Sasl))
            send(new IrcMessage("AUTHENTICATE", "PLAIN"));
        else
            EndNegotiation();
    }

    private void OnChallenge(IrcMessage message)
    {
        if (message.Parameters is not ["+"] || options.Login is not { } login || _isLoggedIn)
            return;

        string answer = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.User}\0{login.Password}"));
        for (int at = 0; at < answer.Length; at += SaslChunk)
            send(new IrcMessage("AUTHENTICATE", answer[at..Math.Min(at + SaslChunk, answer.Length)]));
        if (answer.Length % SaslChunk == 0)
            send(new IrcMessage("AUTHENTICATE", "+")); // or the server waits for more
    }

    private void EndNegotiation()
    {
        if (!IsOver)
            send(new IrcMessage("CAP", "END"));
    }

    private void TryNextNick(IrcMessage message)
    {
        if (_triedSuffixes == Suffixes.Length)
        {
            Refuse(message, "use the nick", "choose another with --nick");
            return;
        }

        Nick = options.Nick + Suffixes[_triedSuffixes++];
        send(new IrcMessage("NICK", Nick));
        tell(new IrcClientEvent(IrcEventKind.NickInUse, Nick) { Nick = options.Nick });
    }

    private void Refuse(IrcMessage message, string attempt, string advice)
    {
        string whom = attempt switch
        {
            "log in as" => $" {options.Login?.User}",
            "use the nick" => $" {Nick}",
            _ => "",
        };
        string words = message.Parameters is [.., var last] ? last : message.Command;
        tell(new IrcClientEvent(IrcEventKind.Refused, $"cannot {attempt}{whom}: {words}; {advice}"));
    }
}
