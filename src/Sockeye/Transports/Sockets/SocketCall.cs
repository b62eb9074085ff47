namespace Sockeye.Transports.Sockets;

/// <summary>One call of the socket API, as it ended.</summary>
/// <param name="Descriptor">The file descriptor of the socket; -1 when there is none.</param>
/// <param name="Name">The call by its Berkeley name: <c>socket</c>, <c>bind</c>, <c>send</c> …</param>
/// <param name="Arguments">Its arguments as text; empty when it has none.</param>
/// <param name="Result">What it returned, as text; empty when it failed or returns nothing.</param>
/// <param name="Errno">The system's error number; 0 when it succeeded.</param>
/// <param name="Bytes">Bytes moved; 0 for calls that move none.</param>
/// <param name="Start">When it was called: a timestamp of the transport's clock.</param>
/// <param name="Blocked">How long the caller waited.</param>
public readonly record struct SocketCall(
    int Descriptor,
    string Name,
    string Arguments,
    string Result,
    int Errno,
    int Bytes,
    long Start,
    TimeSpan Blocked);
