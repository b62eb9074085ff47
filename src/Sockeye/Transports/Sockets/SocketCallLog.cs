using System.Net;
using System.Net.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>Reports the calls of one socket to a sink; with none it does nothing, and formats nothing.</summary>
internal readonly struct SocketCallLog(ISocketCallSink? sink, TimeProvider time, SocketIdentity? socket = null)
{
    public bool IsOn => sink is not null;

    /// <summary>The log of a socket of that descriptor.</summary>
    public SocketCallLog For(Socket opened) => sink is null
        ? this
        : new SocketCallLog(
            sink, time, new SocketIdentity((int)opened.Handle, opened.AddressFamily, opened.SocketType));

    public long Start() => sink is null ? 0 : time.GetTimestamp();

    /// <summary>A call that moves nothing succeeded.</summary>
    public void Done(
        string name, object? argument, long start,
        EndPoint? local = null, EndPoint? peer = null, EndPoint? result = null) =>
        Report(new SocketCall
        {
            Name = name,
            Told = Plain(result),
            Argument = argument,
            Local = Plain(local),
            Peer = Plain(peer),
            Start = start,
        });

    /// <summary><c>accept</c> made a socket.</summary>
    public void Accepted(SocketCallLog accepted, EndPoint? local, EndPoint? peer, long start) => Report(
        new SocketCall
        {
            Name = "accept",
            Accepted = accepted.Identity,
            Local = Plain(local),
            Peer = Plain(peer),
            Start = start,
        });

    /// <summary>A call moved bytes.</summary>
    public void Moved(string name, in Transfer transfer, long start) => Report(new SocketCall
    {
        Name = name,
        Requested = transfer.Requested,
        Argument = transfer.To,
        Bytes = transfer.Bytes,
        DatagramBytes = transfer.DatagramBytes,
        Data = transfer.Data,
        Peer = transfer.To ?? transfer.From,
        Start = start,
    });

    /// <summary>The caller gave up waiting.</summary>
    public void Cancelled(string name, object? argument, int? requested, long start)
    {
        const int cancelled = 125; // ECANCELED
        Report(new SocketCall
        {
            Name = name,
            Argument = argument,
            Requested = requested,
            Errno = cancelled,
            Start = start,
        });
    }

    /// <param name="name">The call.</param>
    /// <param name="attempt">What was attempted, to follow "cannot".</param>
    /// <param name="about">What it concerned: an address, or the argument of a call that moves nothing.</param>
    /// <param name="cause">What the system said.</param>
    /// <param name="start">When it was called.</param>
    /// <param name="requested">How many bytes were to be moved; null of a call that moves none.</param>
    /// <param name="to">Where they were to go, where the call says it.</param>
    /// <returns>What to throw: the failure in words.</returns>
    public SocketCallException Failed(
        string name, string attempt, object? about, Exception cause, long start,
        int? requested = null, EndPoint? to = null)
    {
        SocketException error = cause as SocketException ?? new SocketException((int)SocketError.OperationAborted);
        Report(new SocketCall
        {
            Name = name,
            Argument = requested is null ? about : to,
            Requested = requested,
            Errno = ErrnoException.NumberOf(error),
            Start = start,
        });
        return new SocketCallException(attempt, TextOf(about), error);
    }

    private SocketIdentity? Identity => socket;

    private static EndPoint? Plain(EndPoint? address) => address is null ? null : PeerAddress.Plain(address);

    private static string TextOf(object? argument) => argument switch
    {
        null => "the peer",
        EndPoint address => PeerAddress.TextOf(address),
        _ => argument.ToString() ?? "",
    };

    private void Report(in SocketCall call) =>
        sink?.OnCall(call with { Socket = socket, Blocked = time.GetElapsedTime(call.Start) });

    /// <summary>What a call moved.</summary>
    internal readonly record struct Transfer(int Requested, int Bytes)
    {
        public ReadOnlyMemory<byte> Data { get; init; }

        public int DatagramBytes { get; init; }

        public EndPoint? To { get; init; }

        public EndPoint? From { get; init; }
    }
}
