using System.Globalization;

namespace Sockeye.Transports.Tls;

/// <summary>
/// Trusts what this system trusts, and certificates that a person accepted once; never another one of a host in the
/// list.
/// </summary>
/// <remarks>
/// A file of lines <c>HOST:PORT sha256:FINGERPRINT</c>; those that begin with <c>#</c> are passed over. A host in it
/// must show that certificate, even if the system would trust another. A file that others may have written trusts
/// nobody.
/// </remarks>
/// <param name="path">The file; one that is not there is empty.</param>
public sealed class KnownHosts(string path) : ITlsTrust
{
    private const string Prefix = "sha256:";

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public CertificateRefusedException? Judge(TlsPeer peer)
    {
        string? known;
        try
        {
            known = Find(Native.PrivateFile.Read(path) ?? "", KeyOf(peer));
        }
        catch (IOException unusable)
        {
            return new CertificateRefusedException(peer, unusable.Message, isUnknown: false);
        }

        if (known == peer.Fingerprint || (known is null && peer.Distrust is null))
            return null;
        if (known is null)
            return new CertificateRefusedException(
                peer,
                $"{peer.Distrust}; its fingerprint is {Prefix}{peer.Fingerprint}: compare it with what the server "
                    + $"printed, then give it by --pin {Prefix}{peer.Fingerprint}",
                isUnknown: true);

        return new CertificateRefusedException(
            peer,
            $"its certificate has changed to {Prefix}{peer.Fingerprint}: somebody may be in between. If the change is "
                + $"meant, remove the line of {KeyOf(peer)} from {path}",
            isUnknown: false);
    }

    /// <summary>Adds a server that a person has accepted.</summary>
    /// <exception cref="LocalFiles.LocalFileException">The file cannot be written, or is not ours alone.</exception>
    public void Add(TlsPeer peer)
    {
        // Whoever edited it may have left the last line without an end.
        string start = Native.PrivateFile.Read(path) is not { Length: > 0 } all || all.EndsWith('\n') ? "" : "\n";
        Native.PrivateFile.Append(path, $"{start}{KeyOf(peer)} {Prefix}{peer.Fingerprint}\n");
    }

    /// <summary>The fingerprint of a host by the text of a list.</summary>
    /// <returns>null when the host is not in the list; what nothing equals when its line is not understood.</returns>
    internal static string? Find(string text, string key)
    {
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0 && words[0] == key)
                return words is [_, var sum] && sum.StartsWith(Prefix, StringComparison.Ordinal)
                    ? sum[Prefix.Length..]
                    : "";
        }

        return null;
    }

    private static string KeyOf(TlsPeer peer)
    {
        string host = peer.Host.ToLowerInvariant();
        bool isIPv6 = host.Contains(':', StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{(isIPv6 ? $"[{host}]" : host)}:{peer.Port}");
    }
}
