namespace Sockeye.Services;

/// <summary>What a peer said to a service, ready to be shown.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Peer">Who said it; empty where the transport has no address.</param>
/// <param name="Text">What was said: control characters escaped, length bounded.</param>
public sealed record ReceivedMessage(string Service, string Peer, string Text);
