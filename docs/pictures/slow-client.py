"""Asks for a file, and takes half a second before it says goodbye."""
import socket, sys, time

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(b"GET notes.txt\n")
    s.recv(1024)
    time.sleep(0.5)
    s.sendall(b"BYE\n")
    while s.recv(1024):
        pass
