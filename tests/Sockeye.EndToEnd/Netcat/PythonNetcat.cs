namespace Sockeye.EndToEnd.Netcat;

/// <summary>A netcat in Python's <c>socket</c>: two threads, so that neither direction waits for the other.</summary>
internal static class PythonNetcat
{
    /// <summary>Arguments: role, family, and host and port or a path. Ends when both directions have ended.</summary>
    public const string Script = """
        import os, socket, sys, threading
        role, family, *where = sys.argv[1:]
        address = where[0] if family == 'unix' else (where[0], int(where[1]))
        kind = socket.SOCK_DGRAM if family == 'udp' else socket.SOCK_STREAM
        s = socket.socket(socket.AF_UNIX if family == 'unix' else socket.AF_INET, kind)

        def tell():
            name = s.getsockname()
            print('listening on', name if family == 'unix' else name[1], file=sys.stderr, flush=True)

        first = b''
        if role == 'connect':
            s.connect(address)
        elif family == 'udp':
            s.bind(address)
            tell()
            first, peer = s.recvfrom(65536)
            s.connect(peer)
        else:
            s.bind(address)
            s.listen(1)
            tell()
            s, _ = s.accept()

        def write(data):
            while data:
                data = data[os.write(1, data):]

        def receive():
            write(first)
            while data := s.recv(65536):
                write(data)
            os.close(1)

        receiver = threading.Thread(target=receive, daemon=family == 'udp')
        receiver.start()
        while data := os.read(0, 65536):
            s.sendall(data)
        if family != 'udp':
            s.shutdown(socket.SHUT_WR)
        receiver.join()
        """;
}
