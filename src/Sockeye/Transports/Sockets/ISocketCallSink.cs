namespace Sockeye.Transports.Sockets;

/// <summary>Is told of every socket call, when it has ended. Without a sink nothing is spent on it.</summary>
public interface ISocketCallSink
{
    /// <summary>A call ended. Called from any thread, in the call's way: be quick, and do not throw.</summary>
    void OnCall(in SocketCall call);
}
