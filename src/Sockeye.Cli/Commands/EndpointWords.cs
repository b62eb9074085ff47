using System.CommandLine.Parsing;
using System.Net;
using System.Text.RegularExpressions;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands;

/// <summary>Endpoints as several words: <c>host port</c>, as netcat and telnet take them.</summary>
internal static partial class EndpointWords
{
    /// <summary>The endpoint that an argument begins with; a word behind it is the next argument's.</summary>
    public static string TakeFirst(ArgumentResult result)
    {
        string[] words = [.. result.Tokens.Select(static token => token.Value)];
        bool isPair = words.Length > 1 && IsHost(words[0]) && ArePorts(words[1]);
        if (!isPair)
            result.OnlyTake(1);
        return isPair ? Join(words[0], words[1]) : words[0];
    }

    /// <summary>All endpoints of a list of words; the ports that follow a host are all that host's.</summary>
    public static IEnumerable<string> JoinAll(IEnumerable<string> words)
    {
        string? host = null;
        bool hadPorts = false;
        foreach (string word in words)
        {
            if (host is not null && ArePorts(word))
            {
                yield return Join(host, word);
                hadPorts = true;
                continue;
            }

            if (host is not null && !hadPorts)
                yield return host;
            host = IsHost(word) ? word : null;
            hadPorts = false;
            if (host is null)
                yield return word;
        }

        if (host is not null && !hadPorts)
            yield return host;
    }

    /// <summary>
    /// A file of a server that is named by its endpoint alone, <c>host:port/name</c>, as the URL that is meant; any
    /// other word as it is.
    /// </summary>
    public static string ToUrl(string word) =>
        !RemoteUrl.IsMeant(word) && FileOfEndpoint().IsMatch(word) ? "tcp://" + word : word;

    [GeneratedRegex(@"^(\[[^\]/]+\]|[\w.-]*):[0-9]{1,5}(/.*)?$")]
    private static partial Regex FileOfEndpoint();

    // Nothing but a host: neither a port behind it, nor a scheme before it, nor a path.
    private static bool IsHost(string word) => word.Length > 0 && !ArePorts(word)
        && (IsBareIPv6(word) || IsBracketed(word) || word.AsSpan().IndexOfAny(":/@,") < 0);

    private static bool ArePorts(string word) =>
        word.Length > 0 && char.IsAsciiDigit(word[0]) && word.All(static c => char.IsAsciiDigit(c) || c is ',' or '-');

    private static string Join(string host, string ports) => IsBareIPv6(host) ? $"[{host}]:{ports}" : $"{host}:{ports}";

    private static bool IsBareIPv6(string word) =>
        word.Contains(':', StringComparison.Ordinal) && !IsBracketed(word) && IPAddress.TryParse(word, out _);

    private static bool IsBracketed(string word) => word.StartsWith('[') && word.EndsWith(']');
}
