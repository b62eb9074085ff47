"""Asks for a file, and says goodbye at once: quick-client.py PORT SIGNAL"""
import os, socket, sys, time

while not os.path.exists(sys.argv[2] + ".got"):
    time.sleep(0.01)
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(b"GET notes.txt\nBYE\n")
    open(sys.argv[2] + ".asked", "w").close()
    while s.recv(1024):
        pass
