using Sockeye.Cli.Console;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Network;

/// <summary>
/// Asks our user, once for each server, whether its certificate is the right one. Safe from any thread.
/// </summary>
/// <param name="console">Where to ask: only a terminal can answer.</param>
internal sealed class TrustPrompt(CommandConsole console)
{
    private readonly Lock _lock = new();
    private readonly HashSet<TlsPeer> _declined = [];

    /// <summary>Asks, and remembers the answer.</summary>
    /// <param name="trust">What refused; only known hosts can be added to.</param>
    /// <param name="refused">Why it did.</param>
    /// <returns>true when it is trusted from now on.</returns>
    public bool Ask(ITlsTrust trust, CertificateRefusedException refused)
    {
        if (!refused.IsUnknown || trust is not KnownHosts known || !console.InputIsTerminal)
            return false;

        lock (_lock) // of many connections to one server the first asks
        {
            TlsPeer peer = refused.Peer;
            if (known.Judge(peer) is null)
                return true;
            if (_declined.Contains(peer))
                return false;

            console.Say(PrintableText.Escape($"{peer.Host}:{peer.Port} is not known: {peer.Distrust}."));
            console.Say($"Its certificate is sha256:{peer.Fingerprint}");
            console.Say("Trust it from now on? Compare it with what the server printed, then type yes:");
            using var input = new StreamReader(console.Input, leaveOpen: true);
            if (input.ReadLine()?.Trim() == "yes")
            {
                known.Add(peer);
                return true;
            }

            _declined.Add(peer);
            return false;
        }
    }
}
