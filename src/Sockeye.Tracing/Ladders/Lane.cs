namespace Sockeye.Tracing.Ladders;

/// <summary>A vertical line of the ladder: a socket, or a peer outside whose calls nobody recorded.</summary>
/// <param name="Index">Its place from the left, from 0.</param>
/// <param name="Number">
/// Its number among all sockets of the trace, from 1, whichever of them are hidden; peers outside follow.
/// </param>
/// <param name="Socket">The socket; null for a peer outside.</param>
/// <param name="Title">Whose it is: <c>python3[1684] fd 4</c>, or <c>not traced</c>.</param>
/// <param name="Address">What it is: <c>INET STREAM 127.0.0.1:80 ↔ 127.0.0.1:37374</c>.</param>
public sealed record Lane(int Index, int Number, TracedSocket? Socket, string Title, string Address);
