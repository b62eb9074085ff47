using Sockeye.Transports;

namespace Sockeye.Lab;

/// <summary>Where the exercises say what happens. Safe from any thread.</summary>
internal interface ITranscript
{
    /// <summary>A server can be connected to.</summary>
    void Announce(Endpoint endpoint);

    /// <summary>A line.</summary>
    /// <param name="who">Which side: client, server, relay, lab.</param>
    /// <param name="what">What it did, or saw.</param>
    void Note(string who, string what);
}
