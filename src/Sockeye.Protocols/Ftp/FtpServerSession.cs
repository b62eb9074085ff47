using System.Buffers;
using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>The server's side of one FTP session: commands in, replies and wanted actions out.</summary>
/// <remarks>
/// <para>It knows no socket, no file and no clock. Whoever drives it gives it one command after the other, sends its
/// replies, does what it wants, and reports how that went. Every command gets exactly one final reply.</para>
/// <para>While a transfer runs, only ABOR, STAT, NOOP and QUIT are taken; the others wait for its end.</para>
/// </remarks>
public sealed class FtpServerSession
{
    // What may stand between REST, RANG, ALLO or RNFR and the command it is for. Anything else means a change of mind.
    private static readonly HashSet<FtpVerb> Between =
    [
        FtpVerb.Rest, FtpVerb.Rang, FtpVerb.Pasv, FtpVerb.Epsv, FtpVerb.Port, FtpVerb.Eprt, FtpVerb.Type, FtpVerb.Mode,
        FtpVerb.Stru, FtpVerb.Allo, FtpVerb.Noop, FtpVerb.Stat, FtpVerb.Size, FtpVerb.Mdtm, FtpVerb.Pbsz, FtpVerb.Prot,
        FtpVerb.Opts, FtpVerb.Feat,
    ];

    private readonly FtpSessionState _state;
    private readonly FtpCommandTable _table;
    private readonly FtpLoginCommands _logins;
    private readonly FtpDataCommands _data;
    private readonly FtpFileCommands _files;
    private readonly ArrayBufferWriter<byte> _lastWords = new();
    private FtpAction? _pending; // its end will be reported
    private bool _isAborting;
    private bool _isQuitting;
    private int _unknownCommands;

    /// <summary>Begins a session. Its first reply is ready: 220.</summary>
    public FtpServerSession(FtpServerTerms terms)
    {
        _state = new FtpSessionState(terms);
        _table = new FtpCommandTable(_state);
        _logins = new FtpLoginCommands(_state);
        _data = new FtpDataCommands(_state);
        _files = new FtpFileCommands(_state);
        _logins.AddTo(_table);
        _data.AddTo(_table);
        _files.AddTo(_table);
        new FtpGeneralCommands(_state, _files, _table).AddTo();
        _table.Add(FtpVerb.Stat, TellStatus, needsLogin: false);
        _table.Add(FtpVerb.Abor, _ => _state.Reply(226, "There was nothing to break off."), needsLogin: false);
        _table.Add(FtpVerb.Quit, _ => Quit(), needsLogin: false);
        _state.Reply(220, "Sockeye FTP is ready.");
    }

    /// <summary>Whether the connection ends as soon as the replies are sent.</summary>
    public bool IsOver => _state.IsOver;

    /// <summary>Whether a transfer is under way.</summary>
    public bool IsTransferring => _pending is { IsTransfer: true };

    /// <summary>How many final replies were given, the greeting included.</summary>
    public long FinalReplies => _state.FinalReplies;

    /// <summary>How far the transfer under way is, in bytes: what STAT tells.</summary>
    public long Moved { get; set; }

    /// <summary>Whether a command can be taken now; otherwise it has to wait for the transfer's end.</summary>
    public bool MayTake(FtpCommand command) =>
        !IsTransferring || (command.Verb switch
        {
            FtpVerb.Abor or FtpVerb.Noop or FtpVerb.Quit => true,
            FtpVerb.Stat => command.Argument.Length == 0,
            _ => false,
        } && !_isQuitting);

    /// <summary>Takes a command.</summary>
    /// <returns>What is to be done now; null: nothing.</returns>
    /// <exception cref="LocalProtocolException">It may not be taken now, or the session is over.</exception>
    public FtpAction? OnCommand(FtpCommand command)
    {
        if (IsOver || !MayTake(command) || _pending is { IsTransfer: false })
            throw new LocalProtocolException("the session takes no command now");
        if (IsTransferring)
            return OnCommandMeanwhile(command);

        if (!Between.Contains(command.Verb))
            ForgetPreparations(command.Verb);
        if (!IsKnown(command))
            return null;

        FtpAction? action = _table.Take(command);
        _pending = action is { IsReported: true } ? action : null;
        (_isAborting, Moved) = (false, 0);
        return action;
    }

    /// <summary>What was wanted is done.</summary>
    /// <param name="missing">How much a listing lacks.</param>
    public void OnDone(int missing = 0)
    {
        FtpAction action = Finish();
        if (action.Kind == FtpActionKind.LogIn)
            _logins.OnLoggedIn();
        else if (action.IsTransfer)
            _state.Reply(226, missing == 0 ? "The transfer is complete." : $"It was sent; {MissingText(missing)}");
        else
            _files.OnDone(action);
        EndTransfer();
    }

    /// <summary>What was wanted was not done.</summary>
    public void OnRefused(FtpRefusal refusal)
    {
        if (Finish().Kind == FtpActionKind.LogIn)
            _logins.OnRefused(refusal);
        else
            _state.Reply(FtpRefusals.ReplyTo(refusal));
        EndTransfer();
    }

    /// <summary>We listen on that port for a data connection.</summary>
    public void OnListening(int port) => _data.OnListening(Finish().IsExtended, port);

    /// <summary>The transfer can begin: the file is open.</summary>
    /// <param name="name">The name that was found for STOU, absolute; else null.</param>
    public void OnBegun(string? name = null) =>
        _state.Reply(150, name is null ? "Opening the data connection." : $"FILE: {name}"); // RFC 1123 §4.1.2.9

    /// <summary>What is known of the path that was asked about.</summary>
    public void OnEntry(FtpEntry entry)
    {
        FtpAction action = Finish();
        _ = action.Kind switch
        {
            FtpActionKind.TellLength when entry.Length is { } length => _state.Reply(213, FtpText.Number(length)),
            FtpActionKind.TellModified when entry is { Kind: FtpEntryKind.File, Modified: { } time } =>
                _state.Reply(213, FtpTime.Write(time)),
            FtpActionKind.TellEntry => _state.Reply(
                new FtpReply(250, ["The facts:", entry.Write(action.Facts), "That is all."])),
            _ => _state.Reply(550, "It is no file."), // RFC 3659 §3.1, §4.1
        };
    }

    /// <summary>What STAT lists.</summary>
    /// <param name="entries">What there is.</param>
    /// <param name="missing">How much it lacks.</param>
    /// <param name="now">Decides between hour and year.</param>
    public void OnEntries(IReadOnlyList<FtpEntry> entries, int missing, DateTimeOffset now)
    {
        Finish();
        IEnumerable<string> lines = entries.Select(entry => UnixListing.Write(entry, now));
        string end = missing == 0 ? "That is all." : $"That is not all: {MissingText(missing)}";
        _state.Reply(new FtpReply(213, ["The listing:", .. lines, end]));
    }

    /// <summary>The sum of a part, in hexadecimal digits.</summary>
    /// <param name="digits">The sum.</param>
    /// <param name="length">How many bytes it is of.</param>
    public void OnSum(string digits, long length)
    {
        FtpAction action = Finish();
        long last = action.Offset + Math.Max(0, length - 1); // as a range has it: the last byte, included
        string range = $"{FtpText.Number(action.Offset)}-{FtpText.Number(last)}";
        string name = action.Path[(action.Path.LastIndexOf('/') + 1)..];
        _state.Reply(213, $"{FtpHashNames.Of(action.Algorithm)} {range} {digits} {name}");
    }

    /// <summary>The server ends the session: why, in one reply that no command asked for (421).</summary>
    public void Close(string why)
    {
        new FtpReply(421, why).WriteTo(_lastWords);
        _state.IsOver = true;
    }

    /// <summary>Appends the replies that are ready; false when there are none.</summary>
    public bool TryTakeReplies(IBufferWriter<byte> output)
    {
        bool any = _state.TryTakeReplies(output);
        if (_lastWords.WrittenCount == 0)
            return any;

        output.Write(_lastWords.WrittenSpan);
        _lastWords.ResetWrittenCount();
        return true;
    }

    private static string MissingText(int missing) => string.Create(
        CultureInfo.InvariantCulture, $"{missing} missing: links, devices, or what cannot be read or named.");

    private bool IsKnown(FtpCommand command)
    {
        if (command.Verb != FtpVerb.Malformed && _table.Has(command.Verb))
        {
            _unknownCommands = 0;
            return true;
        }

        // A page of any site can have a browser send lines of its choice to us, behind some that are none of ours.
        if (command.Verb == FtpVerb.Post)
        {
            _state.Reply(421, "This is no server of HTTP.");
            _state.IsOver = true;
            return false;
        }

        if (++_unknownCommands >= FtpLimits.MaxUnknownCommands)
        {
            _state.Reply(421, "Too much that is no command.");
            _state.IsOver = true;
            return false;
        }

        _ = command.Verb == FtpVerb.Malformed
            ? _state.Reply(501, "Commands are UTF-8 text without control characters.")
            : _state.Reply(500, "That is no command here; see HELP.");
        return false;
    }

    private FtpAction? OnCommandMeanwhile(FtpCommand command)
    {
        switch (command.Verb)
        {
            case FtpVerb.Abor when _isAborting:
                return _state.Reply(226, "It is being broken off.");
            case FtpVerb.Abor:
                _isAborting = true;
                return new FtpAction(FtpActionKind.Abort);
            case FtpVerb.Stat:
                return _state.Reply(211, $"A transfer is under way: {FtpText.Number(Moved)} bytes so far.");
            case FtpVerb.Quit:
                _isQuitting = true; // RFC 959 §4.1.1: the transfer's reply comes first
                return null;
            default:
                return _state.Reply(200, "Nothing done.");
        }
    }

    private FtpAction Finish()
    {
        FtpAction action = _pending ?? throw new LocalProtocolException("nothing was wanted");
        _pending = null;
        return action;
    }

    private void EndTransfer()
    {
        if (_isAborting)
            _state.Reply(226, "Broken off."); // the reply to ABOR itself; the transfer has had its own
        _isAborting = false;
        if (_isQuitting)
            Quit();
    }

    private FtpAction? Quit()
    {
        _state.IsOver = true;
        return _state.Reply(221, "Goodbye.");
    }

    private FtpAction? TellStatus(string name)
    {
        if (name.Length == 0)
            return _state.Reply(new FtpReply(211, [.. StatusLines(), "That is all."]));
        if (!_state.IsLoggedIn)
            return _state.Reply(530, "Log in first: USER and PASS.");

        return FtpPath.Resolve(_state.Directory, name) is { } path
            ? new FtpAction(FtpActionKind.TellEntries) { Path = path }
            : _state.Reply(FtpRefusals.ReplyTo(FtpRefusal.BadName));
    }

    private IEnumerable<string> StatusLines() =>
    [
        "Sockeye FTP",
        _state.IsLoggedIn ? "logged in" : "not logged in",
        _state.IsSecured ? "control connection over TLS" : "control connection without TLS",
        _state.IsDataProtected ? "data connections over TLS" : "data connections without TLS",
        _state.IsText ? "TYPE A" : "TYPE I",
    ];

    private void ForgetPreparations(FtpVerb verb)
    {
        if (verb is FtpVerb.Rnto)
            return;

        _state.RenameFrom = null;
        if (verb is FtpVerb.Retr or FtpVerb.Stor or FtpVerb.Appe or FtpVerb.Stou or FtpVerb.Hash)
            return;

        (_state.RestartAt, _state.Range, _state.Announced) = (0, null, null);
    }
}
