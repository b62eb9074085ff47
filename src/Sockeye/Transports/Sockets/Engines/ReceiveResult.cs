namespace Sockeye.Transports.Sockets.Engines;

/// <summary>What recvmsg(2) has put into the buffers that it was given.</summary>
/// <param name="Bytes">The datagram's length, also when it is more than its buffer holds.</param>
/// <param name="ControlBytes">How many bytes of control messages there are.</param>
/// <param name="IsError">Whether it is a datagram of ours that came back with an error.</param>
internal readonly record struct ReceiveResult(int Bytes, int ControlBytes, bool IsError);
