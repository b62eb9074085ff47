namespace Sockeye.Protocols.Irc.Client;

/// <summary>Which replies mean what to a client (RFC 2812 §5, and what servers have added).</summary>
internal static class IrcNumerics
{
    /// <summary>What a server tells everybody who comes, and what is answered to our own questions.</summary>
    public static bool IsNoise(IrcMessage message) => message.Command is
        "002" or "003" or "004" or "005" or "010" or "042" or "221" or "250" or "251" or "252" or "253" or "254"
        or "255" or "265" or "266" or "315" or "329" or "333" or "352" or "366" or "372" or "375" or "396" or "421"
        or "451" or "900" or "901" or "908" or "AWAY" or "MODE" or "BATCH" or "TAGMSG" or "CHGHOST" or "ACCOUNT";

    /// <summary>What to do about a room that cannot be entered; null for a reply that does not say so.</summary>
    public static string? AdviceOnJoin(string command) => command switch
    {
        "403" or "479" => "check the room's name",
        "405" => "leave a room first",
        "471" => "wait until somebody leaves, or ask for an invitation",
        "473" => "ask somebody inside for an invitation",
        "474" => "ask an operator of the room",
        "475" => "write the room's key behind it: #room?key",
        "476" => "check the room's name: most begin with #",
        "477" => "log in: --user",
        "480" or "489" => "come inside TLS: ircs://",
        _ => null,
    };

    /// <summary>Whether a reply says that a line was not taken.</summary>
    public static bool IsSayRefused(string command) => command is "401" or "404" or "407" or "413" or "414" or "417";
}
