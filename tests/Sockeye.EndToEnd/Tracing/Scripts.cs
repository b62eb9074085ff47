namespace Sockeye.EndToEnd.Tracing;

/// <summary>Foreign programs to be traced: Python with its own <c>socket</c>.</summary>
internal static class Scripts
{
    /// <summary>A server that takes one line, answers it in upper case, and ends; its port goes to the file it is told.</summary>
    public const string Server = """
        import os, socket, sys
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with open(sys.argv[1] + ".new", "w") as port: port.write(str(listener.getsockname()[1]))
        os.rename(sys.argv[1] + ".new", sys.argv[1])
        print("up", file=sys.stderr, flush=True)
        peer, address = listener.accept()
        peer.sendall(peer.recv(1024).upper() + b"\xff")
        while peer.recv(1024): pass
        """;

    /// <summary>Its client: waits for the file with the port.</summary>
    public const string Client = """
        import os, socket, sys, time
        while not os.path.exists(sys.argv[1]): time.sleep(0.01)
        s = socket.create_connection(("127.0.0.1", int(open(sys.argv[1]).read())))
        s.sendall("grüße\n".encode())
        print(s.recv(1024))
        s.shutdown(socket.SHUT_WR)
        s.recv(1)
        """;
}
