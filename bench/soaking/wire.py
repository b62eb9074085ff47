"""Clients of each protocol, written by hand, so that they can break off wherever they are."""
import ftplib
import hashlib
import json
import socket
import ssl
import struct

PATIENCE = 60  # seconds without a byte: whatever takes so long hangs
TRUSTING = ssl._create_unverified_context()  # whose certificate it is, is no question here


class Cut(Exception):
    """The client broke off, as it was meant to."""


class Refused(Exception):
    """The server said no, in the words of its protocol."""


class Wrong(Exception):
    """An answer that is not true."""


def datagrams(source, not_from):
    """A socket for datagrams. The server answers none from a port where it listens itself: it could be its own."""
    while True:
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.bind((source, 0))
        if client.getsockname()[1] not in not_from:
            return client
        client.close()


class Wire:
    """A connection that breaks off by a reset once so many bytes have passed; None: never."""

    def __init__(self, source, address, tls=False, cut_after=None):
        self.left = cut_after
        self.socket = socket.create_connection(address, PATIENCE, (source, 0))
        if tls:
            self.socket = TRUSTING.wrap_socket(self.socket, server_hostname='localhost')
        self.held = b''

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def count(self, size):
        if self.left is None:
            return
        self.left -= size
        if self.left < 0:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            self.socket.close()
            raise Cut

    def send(self, data):
        for start in range(0, len(data), 16384):
            self.count(min(16384, len(data) - start))
            self.socket.sendall(data[start:start + 16384])

    def more(self):
        data = self.socket.recv(65536)
        if not data:
            raise Wrong('the stream ended in the middle of an answer')
        self.count(len(data))
        self.held += data

    def until(self, mark):
        while mark not in self.held:
            self.more()
        found, self.held = self.held.split(mark, 1)
        return found

    def take(self, size):
        parts = [self.held[:size]]
        self.held = self.held[size:]
        size -= len(parts[0])
        while size > 0:
            self.more()
            parts.append(self.held[:size])
            self.held = self.held[size:]
            size -= len(parts[-1])
        return b''.join(parts)


class Http:
    def __init__(self, wire):
        self.wire = wire

    def ask(self, method, path, fields='', body=b''):
        length = f'Content-Length: {len(body)}\r\n' if method == 'PUT' else ''
        self.wire.send(f'{method} /{path} HTTP/1.1\r\nHost: localhost\r\n{length}{fields}\r\n'.encode() + body)
        head = self.wire.until(b'\r\n\r\n').decode().lower().split('\r\n')
        status = int(head[0].split()[1])
        named = dict(line.split(': ', 1) for line in head[1:])
        if named.get('transfer-encoding') == 'chunked':
            content = b''
            while size := int(self.wire.until(b'\r\n'), 16):
                content += self.wire.take(size)
                self.wire.until(b'\r\n')
            self.wire.until(b'\r\n')
        else:
            content = self.wire.take(int(named.get('content-length', 0))) if method != 'HEAD' else b''
        if status >= 400:
            raise Refused(f'{status}')
        return status, content

    def get(self, name):
        return self.ask('GET', name)[1]

    def part(self, name, start, size):
        status, content = self.ask('GET', name, f'Range: bytes={start}-{start + size - 1}\r\n')
        if status != 206:
            raise Wrong(f'{status} to a range')
        return content

    def names(self, directory):
        return {entry['name'] for entry in json.loads(self.ask('GET', f'{directory}/?json')[1])['entries']}

    def put(self, name, content):
        self.ask('PUT', name, '', content)

    def remove(self, name):
        self.ask('DELETE', name)


class Sfp:
    def __init__(self, wire):
        self.wire = wire

    def ask(self, line):
        self.wire.send(line.encode() + b'\n')
        return self.answer()

    def answer(self):
        words = self.wire.until(b'\n').decode().split(' ')
        if words[0] == 'ERR':
            raise Refused(words[1])
        return words

    def get(self, name):
        return self.wire.take(int(self.ask(f'GET {name}')[1]))

    def part(self, name, start, size):
        return self.wire.take(int(self.ask(f'RANGE {start} {size} {name}')[1]))

    def names(self, directory):
        self.ask(f'LIST {directory}')
        names = set()
        while (line := self.wire.until(b'\n').decode()) != 'end':
            if line.startswith('missing'):
                raise Wrong(line)
            names.add(line.split(' ', 3)[3].rsplit('/', 1)[-1])
        return names

    def put(self, name, content, verb='PUT'):
        words = self.ask(f'{verb} {len(content)} {hashlib.sha256(content).hexdigest()} {name}')
        self.wire.send(content[int(words[1]) if len(words) > 1 else 0:])
        self.answer()

    def remove(self, name):
        self.ask(f'DELETE {name}')


class Ftp:
    """Python's own client; what is cut is its data connection, and the session with it."""

    def __init__(self, source, address, tls, cut_after):
        self.ftp = ftplib.FTP_TLS(context=TRUSTING) if tls else ftplib.FTP()
        self.left = cut_after
        self.ftp.connect(*address, timeout=PATIENCE, source_address=(source, 0))
        self.ftp.login()
        if tls:
            self.ftp.prot_p()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ftp.close()

    def refusing(self, call, *arguments):
        try:
            return call(*arguments)
        except ftplib.error_reply as reply:
            raise Wrong(str(reply))
        except (ftplib.error_perm, ftplib.error_temp) as reply:
            raise Refused(str(reply)[:3])

    def count(self, size):
        if self.left is not None:
            self.left -= size
            if self.left < 0:
                raise Cut

    def get(self, name, rest=None):
        parts = []

        def keep(data):
            self.count(len(data))
            parts.append(data)
        self.refusing(self.ftp.retrbinary, f'RETR {name}', keep, 65536, rest)
        return b''.join(parts)

    def part(self, name, start, size):
        return self.get(name, start)[:size]

    def names(self, directory):
        return {name for name, _ in self.refusing(lambda: list(self.ftp.mlsd(directory)))}

    def put(self, name, content):
        left = [content[start:start + 16384] for start in range(0, len(content), 16384)]
        self.count(0)

        class Source:
            def read(_, size):
                if left:
                    self.count(len(left[0]))
                return left.pop(0) if left else b''
        self.ftp.voidcmd('TYPE I')
        self.refusing(self.ftp.sendcmd, f'ALLO {len(content)}')
        self.refusing(self.ftp.storbinary, f'STOR {name}', Source())

    def remove(self, name):
        self.refusing(self.ftp.delete, name)


class Tftp:
    """Blocks of 1,428 bytes, one after the other (RFC 1350, 2348). It is cut by falling silent."""

    BLOCK = 1428

    def __init__(self, source, address, cut_after, not_from):
        self.address, self.left = address, cut_after
        self.socket = datagrams(source, not_from)
        self.socket.settimeout(2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def exchange(self, data, to, wanted):
        """Sends until what comes next has come."""
        for _ in range(PATIENCE // 2):
            self.socket.sendto(data, to)
            try:
                while True:
                    answer, peer = self.socket.recvfrom(65536)
                    if answer[:2] == b'\0\5':
                        raise Refused(f'{answer[3]}')
                    if answer.startswith(wanted):
                        return answer, peer
            except socket.timeout:
                continue
        raise Wrong(f'silent for {PATIENCE} s')

    def count(self, size):
        if self.left is not None:
            self.left -= size
            if self.left < 0:
                raise Cut

    def begin(self, opcode, name):
        request = bytes([0, opcode]) + name.encode() + b'\0octet\0blksize\0%d\0' % self.BLOCK
        return self.exchange(request, self.address, b'\0\6')[1]

    def get(self, name):
        peer, block, content = self.begin(1, name), 1, b''
        while True:
            acknowledged = b'\0\4' + struct.pack('>H', block - 1 & 0xffff)
            data, _ = self.exchange(acknowledged, peer, b'\0\3' + struct.pack('>H', block & 0xffff))
            self.count(len(data))
            content += data[4:]
            if len(data) < 4 + self.BLOCK:
                self.socket.sendto(b'\0\4' + struct.pack('>H', block & 0xffff), peer)
                return content
            block += 1

    def put(self, name, content):
        peer = self.begin(2, name)
        for block in range(1, len(content) // self.BLOCK + 2):
            number = struct.pack('>H', block & 0xffff)
            piece = content[(block - 1) * self.BLOCK:block * self.BLOCK]
            self.count(len(piece))
            self.exchange(b'\0\3' + number + piece, peer, b'\0\4' + number)
