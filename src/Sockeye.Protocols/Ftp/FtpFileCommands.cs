namespace Sockeye.Protocols.Ftp;

/// <summary>Names, directories and facts: what needs no data connection.</summary>
internal sealed class FtpFileCommands(FtpSessionState state)
{
    public void AddTo(FtpCommandTable table)
    {
        Add(table, FtpVerb.Cwd, FtpVerb.Xcwd, name => On(FtpActionKind.EnterDirectory, name), needsArgument: true);
        Add(table, FtpVerb.Cdup, FtpVerb.Xcup, _ => On(FtpActionKind.EnterDirectory, ".."));
        Add(table, FtpVerb.Pwd, FtpVerb.Xpwd, _ => state.Reply(257, WhereYouAre));
        Add(table, FtpVerb.Mkd, FtpVerb.Xmkd, name => On(FtpActionKind.CreateDirectory, name), needsArgument: true);
        Add(table, FtpVerb.Rmd, FtpVerb.Xrmd, name => On(FtpActionKind.RemoveDirectory, name), needsArgument: true);
        table.Add(FtpVerb.Dele, name => On(FtpActionKind.Delete, name), needsArgument: true);
        table.Add(FtpVerb.Rnfr, name => On(FtpActionKind.CheckRename, name), needsArgument: true);
        table.Add(FtpVerb.Rnto, Rename, needsArgument: true);
        table.Add(FtpVerb.Size, TellLength, needsArgument: true);
        table.Add(FtpVerb.Mdtm, name => On(FtpActionKind.TellModified, name), needsArgument: true);
        table.Add(FtpVerb.Mlst, name => On(FtpActionKind.TellEntry, name));
        table.Add(FtpVerb.Mfmt, SetModified, needsArgument: true);
        table.Add(FtpVerb.Hash, Sum, needsArgument: true);
        table.Add(FtpVerb.Smnt, _ => state.Reply(502, "There is nothing to mount."));
    }

    /// <summary>What was asked for was done: says so, and notes what follows from it.</summary>
    public void OnDone(FtpAction action)
    {
        switch (action.Kind)
        {
            case FtpActionKind.EnterDirectory:
                state.Directory = action.Path;
                state.Reply(250, WhereYouAre);
                break;
            case FtpActionKind.CreateDirectory:
                state.Reply(257, $"{FtpPath.Quote(action.Path)} was made.");
                break;
            case FtpActionKind.CheckRename:
                state.RenameFrom = action.Path;
                state.Reply(350, "Now the new name: RNTO.");
                break;
            case FtpActionKind.SetModified:
                state.Reply(213, $"Modify={FtpTime.Write(action.Modified)}; {FtpPath.Show(action.Path)}");
                break;
            default:
                state.Reply(250, "Done.");
                break;
        }
    }

    /// <summary>SITE UTIME, before there was MFMT: the time of a file in one of two forms.</summary>
    /// <remarks>
    /// <code>
    /// SITE UTIME YYYYMMDDhhmm[ss] name           SITE UTIME name atime mtime ctime UTC
    /// </code>
    /// </remarks>
    public FtpAction? SetModifiedBySite(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        string first = FtpText.TakeWord(ref rest);
        if (FtpTime.TryParse(first.Length == 12 ? first + "00" : first, out DateTimeOffset modified) && !rest.IsEmpty)
            return SetModified(rest.ToString(), modified);

        string[] words = argument.Split(' ');
        return words.Length > 4 && words[^1].IsWord("UTC") && FtpTime.TryParse(words[^3], out modified)
            ? SetModified(string.Join(' ', words[..^4]), modified)
            : state.Reply(501, "Use SITE UTIME YYYYMMDDhhmmss name.");
    }

    private string WhereYouAre => $"{FtpPath.Quote(state.Directory)} is where you are.";

    private static void Add(
        FtpCommandTable table, FtpVerb verb, FtpVerb old, Func<string, FtpAction?> take, bool needsArgument = false)
    {
        table.Add(verb, take, needsArgument);
        table.Add(old, take, needsArgument);
    }

    private FtpAction? On(FtpActionKind kind, string name) => FtpPath.Resolve(state.Directory, name) is { } path
        ? new FtpAction(kind) { Path = path, Facts = state.Facts }
        : state.Reply(FtpRefusals.ReplyTo(FtpRefusal.BadName));

    private FtpAction? Rename(string name)
    {
        if (state.RenameFrom is not { } from)
            return state.Reply(503, "RNFR first.");

        state.RenameFrom = null;
        return On(FtpActionKind.Rename, name) is { } action ? action with { Path = from, Target = action.Path } : null;
    }

    // In text it would be another number, and the whole file would have to be read for it (RFC 3659 §4).
    private FtpAction? TellLength(string name) => state.IsText
        ? state.Reply(550, "SIZE counts bytes: TYPE I first.")
        : On(FtpActionKind.TellLength, name);

    private FtpAction? SetModified(string argument)
    {
        ReadOnlySpan<char> rest = argument;
        return FtpTime.TryParse(FtpText.TakeWord(ref rest), out DateTimeOffset modified) && !rest.IsEmpty
            ? SetModified(rest.ToString(), modified)
            : state.Reply(501, "Use MFMT YYYYMMDDhhmmss name.");
    }

    private FtpAction? SetModified(string name, DateTimeOffset modified) =>
        On(FtpActionKind.SetModified, name) is { } action ? action with { Modified = modified } : null;

    private FtpAction? Sum(string name)
    {
        (long Start, long End)? range = state.Range;
        state.Range = null;
        return On(FtpActionKind.Sum, name) is { } action
            ? action with
            {
                Algorithm = state.Algorithm,
                Offset = range?.Start ?? 0,
                Length = range?.End - range?.Start,
            }
            : null;
    }
}
