using Sockeye.Protocols.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli;

/// <summary>Asks our user, once for each server, whether its certificate is the right one.</summary>
internal static class TrustPrompt
{
    /// <summary>Asks, and remembers a yes.</summary>
    /// <param name="context">Where to ask: only a terminal can answer.</param>
    /// <param name="trust">What refused; only known hosts can be added to.</param>
    /// <param name="refused">Why it did.</param>
    /// <returns>true when it is trusted from now on.</returns>
    public static bool Ask(CommandContext context, ITlsTrust trust, CertificateRefusedException refused)
    {
        if (!refused.IsUnknown || trust is not KnownHosts known || !context.InputIsTerminal)
            return false;

        TlsPeer peer = refused.Peer;
        context.Say(PrintableText.Escape($"{peer.Host}:{peer.Port} is not known: {peer.Distrust}."));
        context.Say($"Its certificate is sha256:{peer.Fingerprint}");
        context.Say("Trust it from now on? Compare it with what the server printed, then type yes:");
        using var input = new StreamReader(context.Input, leaveOpen: true);
        if (input.ReadLine()?.Trim() != "yes")
            return false;

        known.Add(peer);
        return true;
    }
}
