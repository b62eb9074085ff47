using System.Threading.Channels;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>What a chat is for whoever started it: a pipe, a file of what was said, or a terminal.</summary>
internal interface IChatView : IDisposable
{
    /// <summary>Gives the client what is to be done, and ends it. Beside <see cref="OnEvent"/>.</summary>
    Task FeedAsync(ChannelWriter<Action<IrcClientSession, TimeSpan>> commands, CancellationToken stop);

    /// <summary>Takes what happened, by the client's task. What it throws ends the chat.</summary>
    void OnEvent(IrcClientEvent happened);

    /// <summary>Says something that is no part of the chat.</summary>
    void Say(string line);

    /// <summary>Everything is done.</summary>
    void OnDone(IrcClientMemory memory);
}
