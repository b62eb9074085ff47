using Sockeye.Fuzz.Targets;

namespace Sockeye.Fuzz;

/// <summary>All targets: add yours here, and its corpus under its name.</summary>
public static class FuzzTargets
{
    /// <summary>The targets, in the order of their names.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("endpoints", Endpoints.Run),
        new("file-names", FileNames.Run),
        new("ftp-replies", FtpReplies.Run),
        new("ftp-server", FtpServer.Run),
        new("ftp-texts", FtpTexts.Run),
        new("http-fields", HttpFields.Run),
        new("http-forwarded", HttpForwarded.Run),
        new("http-listings", HttpListings.Run),
        new("http-names", HttpNames.Run),
        new("http-ranges", HttpRanges.Run),
        new("http-requests", HttpRequests.Run),
        new("http-targets", HttpTargets.Run),
        new("icmp-messages", IcmpMessages.Run),
        new("irc-lines", IrcLines.Run),
        new("known-hosts-files", KnownHostsFiles.Run),
        new("ladders", Ladders.Run, Cost: 4),
        new("lines", Lines.Run),
        new("netrc-files", NetrcFiles.Run),
        new("ping-sessions", PingSessions.Run),
        new("proxy-headers", ProxyHeaders.Run),
        new("remote-urls", RemoteUrls.Run),
        new("sfp-answers", SfpAnswerWriter.Run),
        new("sfp-clients", SfpClients.Run, Cost: 10),
        new("sfp-entries", SfpEntries.Run),
        new("sfp-requests", SfpRequests.Run),
        new("sfp-servers", SfpServers.Run, Cost: 20),
        new("shell-addresses", ShellAddresses.Run),
        new("shell-lines", ShellLines.Run),
        new("shell-literals", ShellLiterals.Run),
        new("strace-lines", StraceLines.Run),
        new("talk-lines", TalkLines.Run),
        new("tftp-packets", TftpPackets.Run),
        new("tftp-receivers", TftpReceivers.Run),
        new("tftp-senders", TftpSenders.Run),
        new("tls-hellos", TlsHellos.Run),
        new("traced-secrets", TracedSecrets.Run),
        new("upper-case", UpperCase.Run),
        new("users-files", UsersFiles.Run),
        new("zip-names", ZipNames.Run),
    ];
}
