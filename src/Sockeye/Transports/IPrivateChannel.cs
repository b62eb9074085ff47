namespace Sockeye.Transports;

/// <summary>Nobody on the way can read along, wherever the peer is: the bytes are enciphered.</summary>
public interface IPrivateChannel;
