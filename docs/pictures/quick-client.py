"""Asks for a file, and says goodbye at once."""
import socket, sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(b"GET notes.txt\nBYE\n")
    while s.recv(1024):
        pass
