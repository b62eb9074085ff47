namespace Sockeye.EndToEnd.Netcat;

/// <summary>
/// Starts <c>listen</c> or <c>connect</c> with standard descriptors of each kind, is its peer, and tells what each side
/// saw.
/// </summary>
internal static class StandardStreamsScript
{
    /// <summary>
    /// Arguments: carrier, side (<c>in</c>, <c>out</c>), state of the other direction, kinds, after how many seconds
    /// one hangs, and our command line. Prints a line for each kind.
    /// </summary>
    public const string Text = """"
        import hashlib, os, pty, re, signal, socket, ssl, subprocess, sys, tempfile, termios, threading, traceback
        carrier, side, state, kinds, seconds, *command = sys.argv[1:]
        MUCH = b'm' * 12_000_000  # more than all buffers on the way hold
        SHARED = {'inetd': 3, 'exec': 2}  # one socket is input and output, and with inetd standard error too

        class StreamPeer:
            def __init__(self, s): self.s = s
            def send(self, data): self.s.sendall(data)
            def end(self): self.s.shutdown(socket.SHUT_WR)
            def some(self): return self.s.recv(65536)

        class TlsPeer:  # over memory: Python's own SSLSocket cannot end one direction only
            def __init__(self, s, server):
                self.s, self.reading, self.writing = s, threading.Lock(), threading.Lock()
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
                if server: context.load_cert_chain(certificate, key)
                else: context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                self.came, self.goes = ssl.MemoryBIO(), ssl.MemoryBIO()
                self.tls = context.wrap_bio(self.came, self.goes, server_side=server)
                while self.does(self.tls.do_handshake) is None: self.came.write(s.recv(65536))
            def does(self, call, *data):
                with self.writing:
                    with self.reading:
                        try: done = call(*data) or True
                        except ssl.SSLWantReadError: done = None
                        records = self.goes.read()
                    self.s.sendall(records)
                return done
            def send(self, data):
                for start in range(0, len(data), 16384): self.does(self.tls.write, data[start:start + 16384])
            def end(self): self.does(self.tls.unwrap)
            def some(self):
                while True:
                    with self.reading:
                        try: return self.tls.read(65536)
                        except ssl.SSLWantReadError: pass
                        except ssl.SSLZeroReturnError: return b''
                    records = self.s.recv(65536)
                    if not records: raise OSError('the end of TCP, but not of TLS')
                    with self.reading: self.came.write(records)

        class DatagramPeer:
            def __init__(self, s): self.s = s
            def send(self, data):
                for start in range(0, len(data), 16384): self.s.send(data[start:start + 16384])
            def end(self): pass
            def some(self):
                data, sender = self.s.recvfrom(65536)
                self.s.connect(sender)
                return data

        def pair(family):
            if family == socket.AF_UNIX: return socket.socketpair()
            with socket.create_server(('127.0.0.1', 0)) as listener:
                near = socket.create_connection(listener.getsockname())
                return near, listener.accept()[0]

        def descriptor(kind, is_input, folder):
            """The test's end and the command's."""
            name = f'{folder}/standard-{is_input}'
            if kind in ('socket', 'inetd'): near, far = pair(socket.AF_INET)
            elif kind in ('socketpair', 'exec'): near, far = pair(socket.AF_UNIX)
            elif kind == 'terminal':
                near, far = pty.openpty()
                modes = termios.tcgetattr(far)
                modes[1], modes[3] = modes[1] & ~termios.OPOST, modes[3] & ~termios.ECHO
                termios.tcsetattr(far, termios.TCSANOW, modes)
            elif kind == 'file':
                with open(name, 'wb') as file: file.write(b'ours\n' if is_input else b'')
                near, far = name, os.open(name, os.O_RDONLY if is_input else os.O_WRONLY)
            elif kind == 'closed': near, far = None, None
            else:
                read, write = os.pipe()
                if kind == 'fifo':
                    os.close(read), os.close(write), os.mkfifo(name)
                    read, write = os.open(name, os.O_RDONLY | os.O_NONBLOCK), os.open(name, os.O_WRONLY)
                    os.set_blocking(read, True)
                near, far = (write, read) if is_input else (read, write)
                if kind == 'nonblocking': os.set_blocking(far, False)
            return near, far

        def fileno(end): return end.fileno() if isinstance(end, socket.socket) else end

        def feed(end, data):
            data = memoryview(data)
            while end is not None and data: data = data[os.write(fileno(end), data):]

        def finish(end):
            if isinstance(end, socket.socket): end.shutdown(socket.SHUT_WR)
            elif isinstance(end, int): os.write(end, b'\x04') if os.isatty(end) else os.close(end)

        def read(end, enough=None):
            """What comes until the end, or until it is enough."""
            data = bytearray()
            while not isinstance(end, str) and end is not None and (enough is None or len(data) < enough):
                try: more = os.read(fileno(end), 65536)
                except OSError as error:
                    if error.errno != 5: raise
                    more = b''  # EIO: nobody has the terminal open any more
                if not more: break
                data += more
            return bytes(data)

        def receive(peer, enough=None):
            data = bytearray()
            while enough is None or len(data) < enough:
                more = peer.some()
                if not more: break
                data += more
            return bytes(data)

        def listens(kind):
            """Whether the command is the one that waits. Its "listening on" must not be a part of a shared stream."""
            if carrier == 'udp': return side == 'out' or state != 'quiet'  # who speaks first must know the other
            return kind not in SHARED and (carrier, side) in (('tcp', 'out'), ('unix', 'in'), ('tls', 'in'))

        def start(kind, folder):
            """Our command and its peer, joined; the test's ends of standard input and output."""
            shared = kind in SHARED
            near_in, far_in = descriptor(kind if side == 'in' or shared else 'pipe', True, folder)
            near_out, far_out = (near_in, far_in) if shared else descriptor('pipe' if side == 'in' else kind, False, folder)
            is_listening = listens(kind)
            family, where = (socket.AF_UNIX, f'{folder}/s') if carrier == 'unix' else (socket.AF_INET, ('127.0.0.1', 0))
            s = socket.socket(family, socket.SOCK_DGRAM if carrier == 'udp' else socket.SOCK_STREAM)
            if not is_listening:
                s.bind(where)
                if carrier != 'udp': s.listen()
                where = s.getsockname()
            at = f'unix:{folder}/s' if carrier == 'unix' else f'{carrier}://127.0.0.1:{where[1]}'
            more = []
            if carrier == 'tls':
                der = ssl.PEM_cert_to_DER_cert(open(certificate).read())
                more = ['--cert', certificate, '--key', key] if is_listening else ['--pin', hashlib.sha256(der).hexdigest()]
            def close():
                if far_in is None: os.close(0)
                if far_out is None: os.close(1)
            process = subprocess.Popen(
                [*command, 'listen' if is_listening else 'connect', at, *more], preexec_fn=close,
                stdin=far_in, stdout=far_out, stderr=far_in if SHARED.get(kind) == 3 else subprocess.PIPE)
            for far in {far_in, far_out} - {None}: far.close() if isinstance(far, socket.socket) else os.close(far)
            if is_listening:
                told = iter(process.stderr.readline, b'')
                port = next(found[1] for line in told if (found := re.match(rb'listening on \S*?(\d*)\n', line)))
                s.connect(where if carrier == 'unix' else ('127.0.0.1', int(port)))
            elif carrier != 'udp': s = s.accept()[0]
            peer = DatagramPeer(s) if carrier == 'udp' else TlsPeer(s, not is_listening) if carrier == 'tls' else StreamPeer(s)
            return process, peer, near_in, near_out

        def show(data):
            if data == MUCH: return 'much'
            if data and not data.strip(b'm'): return 'some'
            return data.decode().strip() or 'nothing'

        def background(*calls):
            def run():
                try:
                    for call in calls: call()
                except OSError: pass  # it is told by what arrives
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            return thread

        def our_end(kind, process, peer, near_in, near_out):
            """Our input ends, while the other direction is quiet, blocked by who reads our output, or done."""
            output = b''
            if state == 'blocked': sending = background(lambda: peer.send(MUCH), peer.end)
            if state == 'done' and carrier == 'udp':
                peer.send(b'theirs')
                output = read(near_out, 6)
            elif state == 'done':
                peer.end()
                output = read(near_out)
                if kind == 'terminal': return output, b'', False
            if state == 'quiet' and carrier != 'udp':
                peer.send(b'theirs')
                output = read(near_out, 6)
            if kind not in ('file', 'closed'): feed(near_in, b'ours\n')
            if carrier == 'udp':
                got = receive(peer, 5) if kind != 'closed' else b''
                if state == 'quiet' and kind != 'closed':
                    peer.send(b'theirs')
                    output = read(near_out, 6)
                finish(near_in)
                return output + read(near_out), got, False
            finish(near_in)
            got = receive(peer)
            runs = state != 'done' and process.poll() is None
            if state == 'quiet':
                peer.send(b' more')
                peer.end()
            return output + read(near_out), got, runs

        def their_end(kind, process, peer, near_in, near_out):
            """The peer's stream ends, while our sending is quiet, blocked by the peer that does not read, or done."""
            got = b''
            if state == 'done':
                finish(near_in)
                if carrier != 'udp': got = receive(peer)
            elif state == 'blocked': background(lambda: feed(near_in, MUCH), lambda: finish(near_in))
            elif carrier != 'udp':
                feed(near_in, b'ours')
                got = receive(peer, 4)
            peer.send(b'theirs')
            if state == 'done' and carrier == 'udp': return read(near_out), got, False
            peer.end()
            output = read(near_out, 6 if carrier == 'udp' else None)
            if kind == 'closed': return b'', b'', False
            runs = carrier != 'udp' and state != 'done' and kind != 'file' and process.poll() is None
            if state == 'quiet':
                feed(near_in, b' more')
                finish(near_in)
            got += receive(peer, 1 if carrier == 'udp' else None)
            if carrier == 'udp' and state == 'blocked': got = got[:1]
            return output, got, runs

        def cell(kind, folder):
            process, peer, near_in, near_out = start(kind, folder)
            try:
                output, got, runs = (our_end if side == 'in' else their_end)(kind, process, peer, near_in, near_out)
                code = process.wait()
                if isinstance(near_out, str): output = open(near_out, 'rb').read()
                said = '' if process.stderr is None else process.stderr.read().decode()
                if code: return f'exit {code}' + ''.join(f', {x}' for x in said.splitlines() if x.startswith('sockeye: '))
                return f'peer got {show(got)}, output got {show(output)}{", end shown" if runs else ""}'
            finally:
                process.kill()

        def hangs(*_): raise TimeoutError('it hangs')

        def report(kind):
            signal.signal(signal.SIGALRM, hangs)
            signal.alarm(int(seconds))
            try:
                with tempfile.TemporaryDirectory() as folder: return cell(kind, folder)
            except BaseException as error:
                return f'{error!r} in ' + ', '.join(f'{x.name}:{x.lineno}' for x in traceback.extract_tb(error.__traceback__))

        with tempfile.TemporaryDirectory() as identity:
            certificate, key = f'{identity}/certificate', f'{identity}/key'
            if carrier == 'tls':
                curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
                names = ['-subj', '/CN=test', '-keyout', key, '-out', certificate]
                subprocess.run(['openssl', 'req', '-x509', '-nodes', *curve, *names], check=True, stderr=subprocess.DEVNULL)
            children = []
            for kind in kinds.split(','):  # all at once
                said, says = os.pipe()
                child = os.fork()
                if child == 0:
                    os.write(says, f'{kind}: {report(kind)}\n'.encode())
                    os._exit(0)
                os.close(says)
                children.append((child, said))
            for child, said in children:
                sys.stdout.write(read(said).decode())
                os.waitpid(child, 0)
        """";
}
