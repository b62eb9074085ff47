using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>The words of <c>probe</c>: endpoints, and after <c>--</c> a program and its arguments.</summary>
/// <param name="Endpoints">To be tried.</param>
/// <param name="Program">To be run once they are there; empty for none.</param>
internal sealed record ProbeLine(IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<string> Program)
{
    private const int MaxWords = 1_000; // our choice: what a person writes; each may be a range of ports

    /// <summary>Reads them. Only the whole line knows where the <c>--</c> was.</summary>
    /// <param name="parsed">The line.</param>
    /// <param name="words">The argument that has them all.</param>
    /// <param name="line">When the result is true.</param>
    /// <param name="error">What is wrong and what would be right, when the result is false.</param>
    public static bool TryRead(
        ParseResult parsed, Argument<string[]> words, [NotNullWhen(true)] out ProbeLine? line,
        [NotNullWhen(false)] out string? error)
    {
        string[] all = parsed.GetValue(words) ?? [];
        int behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)
            .Count(token => token.Type == TokenType.Argument);
        var endpoints = new List<Endpoint>();
        line = null;
        foreach (string word in EndpointWords.JoinAll(all.SkipLast(behind)))
        {
            if (!EndpointList.TryParse(ProbedUrl.ToEndpoint(word), out IReadOnlyList<Endpoint>? some, out error))
                return false;
            if (some[0].Scheme == EndpointScheme.Icmp)
            {
                error = $"{some[0]} has no port to connect to; 'sockeye ping' reaches hosts";
                return false;
            }

            endpoints.AddRange(some);
        }

        error = all.Length == behind ? "what to probe? Write an endpoint, for example tcp://host:22"
            : all.Length - behind > MaxWords
                ? $"more than {MaxWords} endpoints; a list of ports is one: tcp://host:1-1000"
            : behind == 0 && parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? "what to run after --?"
            : null;
        line = error is null ? new ProbeLine(endpoints, [.. all.TakeLast(behind)]) : null;
        return line is not null;
    }
}
