"""Asks for a file, and says goodbye 0.3 s after somebody else has asked too: slow-client.py PORT SIGNAL"""
import os, socket, sys, time

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(b"GET notes.txt\n")
    s.recv(1024)
    open(sys.argv[2] + ".got", "w").close()
    while not os.path.exists(sys.argv[2] + ".asked"):
        time.sleep(0.01)
    time.sleep(0.3)
    s.sendall(b"BYE\n")
    while s.recv(1024):
        pass
