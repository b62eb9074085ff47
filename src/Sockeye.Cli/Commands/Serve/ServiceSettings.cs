using Sockeye.Serving;
using Sockeye.Services;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What the options of <c>sockeye serve</c> say to the services.</summary>
internal sealed record ServiceSettings
{
    /// <summary>The limits of each server.</summary>
    public required ServeOptions Limits { get; init; }

    /// <summary>Whether <c>hello</c> answers.</summary>
    public bool Reply { get; init; }

    /// <summary>Prints what a peer said.</summary>
    public required Action<ReceivedMessage> OnMessage { get; init; }
}
