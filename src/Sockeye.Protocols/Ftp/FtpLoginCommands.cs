namespace Sockeye.Protocols.Ftp;

/// <summary>Who is it, and over what: USER, PASS, and the security of RFC 4217.</summary>
internal sealed class FtpLoginCommands(FtpSessionState state)
{
    private FtpProtection Protection => state.Terms.Protection;

    public void AddTo(FtpCommandTable table)
    {
        table.Add(FtpVerb.User, User, needsArgument: true, needsLogin: false);
        table.Add(FtpVerb.Pass, Password, needsLogin: false);
        table.Add(FtpVerb.Acct, _ => state.Reply(202, "Accounts are not needed."), needsLogin: false);
        table.Add(FtpVerb.Rein, _ => Reinitialize(), needsLogin: false);
        table.Add(FtpVerb.Ccc, _ => state.Reply(533, "The control connection stays protected."), needsLogin: false);
        table.Add(FtpVerb.Auth, Authenticate, needsArgument: true, needsLogin: false);
        table.Add(FtpVerb.Pbsz, SetBufferSize, needsArgument: true, needsLogin: false);
        table.Add(FtpVerb.Prot, Protect, needsArgument: true, needsLogin: false);
    }

    /// <summary>The login was accepted.</summary>
    public void OnLoggedIn()
    {
        (state.IsLoggedIn, state.FailedLogins) = (true, 0);
        state.Reply(230, "Logged in.");
    }

    /// <summary>The login was not accepted.</summary>
    public void OnRefused(FtpRefusal refusal)
    {
        state.User = null;
        bool isLast = ++state.FailedLogins >= FtpLimits.MaxFailedLogins || refusal == FtpRefusal.TooManyLogins;
        state.Reply(FtpRefusals.ReplyTo(isLast ? FtpRefusal.TooManyLogins : refusal));
        state.IsOver |= isLast;
    }

    private static bool IsAnonymous(string user) => user.IsWord("anonymous") || user.IsWord("ftp");

    // The same answer for every name: what exists is nobody's business (RFC 2577 §7).
    private FtpAction? User(string name)
    {
        bool wasLoggedIn = state.IsLoggedIn;
        state.Reset();
        if (name.Length > FtpLimits.MaxCredentialChars)
            return LoggedOut(wasLoggedIn, new FtpReply(501, "The name is too long."));
        if (!state.IsSecured && (Protection == FtpProtection.Everything
            || (Protection == FtpProtection.Passwords && !IsAnonymous(name))))
            return LoggedOut(wasLoggedIn, new FtpReply(530, "Logins are taken over TLS only: AUTH TLS first."));

        state.User = name;
        return LoggedOut(wasLoggedIn, new FtpReply(331, "Now the password."));
    }

    private FtpAction? Password(string password)
    {
        if (state.IsLoggedIn)
            return state.Reply(202, "Logged in already.");
        if (state.User is not { } user)
            return state.Reply(503, "USER first.");
        if (password.Length > FtpLimits.MaxCredentialChars)
            return state.Reply(501, "The password is too long.");

        return new FtpAction(FtpActionKind.LogIn) { User = user, Password = password };
    }

    private FtpAction? Reinitialize()
    {
        bool wasLoggedIn = state.IsLoggedIn;
        state.Reset();
        return LoggedOut(wasLoggedIn, new FtpReply(220, "Ready for a new user."));
    }

    private FtpAction? Authenticate(string mechanism)
    {
        if (Protection == FtpProtection.None)
            return state.Reply(502, "There is no TLS here.");
        if (state.IsSecured)
            return state.Reply(503, "TLS is in use already.");

        // SSL and TLS-P are older names, that protect the data as well (draft-murray-auth-ftp-ssl).
        bool protectsData = mechanism.IsWord("SSL") || mechanism.IsWord("TLS-P");
        if (!protectsData && !mechanism.IsWord("TLS") && !mechanism.IsWord("TLS-C"))
            return state.Reply(504, "Use AUTH TLS.");

        state.Reset(); // RFC 4217 §4.2: who is there is asked again
        state.Reply(234, "Begin TLS.");
        (state.IsSecured, state.IsDataProtected) = (true, protectsData);
        return new FtpAction(FtpActionKind.Secure);
    }

    private FtpAction? SetBufferSize(string size)
    {
        if (!state.IsSecured)
            return state.Reply(503, "AUTH TLS first.");
        if (!FtpText.TryParseNumber(size, out long bytes) || bytes > uint.MaxValue)
            return state.Reply(501, "Not a size.");

        state.HasBufferSize = true;
        return state.Reply(200, "PBSZ=0");
    }

    private FtpAction? Protect(string level)
    {
        if (!state.HasBufferSize)
            return state.Reply(503, "PBSZ 0 first.");
        if (level.IsWord("S") || level.IsWord("E"))
            return state.Reply(536, "TLS has no such level.");
        if (!level.IsWord("P") && !level.IsWord("C"))
            return state.Reply(504, "Use PROT P or PROT C.");
        if (level.IsWord("C") && Protection == FtpProtection.Everything)
            return state.Reply(534, "Data connections use TLS here.");

        state.IsDataProtected = level.IsWord("P");
        return state.Reply(200, state.IsDataProtected ? "Data connections use TLS." : "Data connections are plain.");
    }

    private FtpAction? LoggedOut(bool wasLoggedIn, FtpReply reply)
    {
        state.Reply(reply);
        return wasLoggedIn ? new FtpAction(FtpActionKind.LogOut) : null;
    }
}
