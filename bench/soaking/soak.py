"""Holds one server under mixed clients of all protocols, and asks whether every answer was true. See bench/soak."""
import hashlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from wire import Cut, datagrams, Ftp, Http, Refused, Sfp, Tftp, Wire, Wrong

CUT = 0.05  # of the connections are cut
MOST_KEPT = 500  # uploads that stay, to be compared again at the end
MEMORY_TOLERANCE = 32 * 1024  # KiB: what .NET keeps of what it once had; a leak of ten minutes is far more
LOADED_TOLERANCE = 8  # descriptors: the runtime's, for what it loads when it is first needed
LOG_DISK = 16  # MiB; the log is renamed at 4, so it fits twice
SERVICES = {'http': 'tcp', 'https': 'tls', 'sfp': 'tcp', 'sfps': 'tls', 'ftp': 'tcp', 'tftp': 'udp', 'echo': 'tcp',
            'echo-udp': 'udp'}
NAMES = {'https': 'http', 'sfp': 'files', 'sfps': 'files', 'echo-udp': 'echo'}
PROTOCOLS = [*SERVICES, 'ftps']
RESERVED = '.sockeye-upload-'
KEPT = RESERVED + 'kept-'


def sum_of(content):
    return hashlib.sha256(content).hexdigest()


class Server:
    """sockeye serve, with everything, over one folder."""

    def __init__(self, program, folder, log):
        self.error = open(os.path.join(folder, 'stderr'), 'a+', encoding='utf-8')
        begin = self.error.tell()
        services = [f'{NAMES.get(name, name)}@{scheme}://127.0.0.1:0' for name, scheme in SERVICES.items()]
        self.process = subprocess.Popen(
            [program, 'serve', *services, '--root', os.path.join(folder, 'root'), '--writable', '--ftp-tls', 'offered',
             '--access-log', log, '--access-log-limit', str(LOG_DISK // 4 * 1024 * 1024)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.error,
            env={**os.environ, 'XDG_CONFIG_HOME': os.path.join(folder, 'home')},
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))  # under nohup it would be ignored
        ports = []
        for _ in range(600):
            with open(self.error.name, encoding='utf-8') as text:
                text.seek(begin)
                ports = re.findall(r'listening on \S+:(\d+)\n', text.read())
            if len(ports) == len(services) or self.process.poll() is not None:
                break
            time.sleep(0.1)
        if len(ports) != len(services):
            sys.exit(f'the server did not start: {self.error.name}')
        self.addresses = {name: ('127.0.0.1', int(port)) for name, port in zip(SERVICES, ports)}
        self.ports = {int(port) for port in ports}
        self.addresses['ftps'] = self.addresses['ftp']

    def path(self, name):
        return f'/proc/{self.process.pid}/{name}'

    def memory(self):
        with open(self.path('status')) as status:
            return int(re.search(r'VmRSS:\s+(\d+)', status.read())[1])

    def descriptors(self):
        """How many are sockets or files of the folder and the log, and how many are the runtime's."""
        targets = []
        for entry in os.listdir(self.path('fd')):
            try:
                targets.append(os.readlink(self.path(f'fd/{entry}')))
            except OSError:
                pass  # closed meanwhile
        runtime = re.compile(r'/.*\.(dll|so)|/dev/|/proc/|/sys/|anon_inode:|pipe:|/memfd:')
        own = sum(not runtime.match(target) for target in targets)
        return own, len(targets) - own

    def stop(self, number):
        """Its exit code; a minute is long after its drain time."""
        self.process.send_signal(number)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return 'hangs'


class Books:
    """What was asked, and what has become of it. Safe from any thread."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = {name: dict(requests=0, cut=0, refused=0, wrong=0, bytes=0, slowest=0.0) for name in PROTOCOLS}
        self.wrong = []
        self.kept = {}  # name -> SHA-256 of what was answered with success
        self.unfinished = {}  # name -> SHA-256 of what was cut: it is there whole, or not at all
        self.refused = set()  # names that must not be there

    def count(self, protocol, **what):
        with self.lock:
            for name, number in what.items():
                self.counts[protocol][name] += number

    def took(self, protocol, seconds):
        with self.lock:
            self.counts[protocol]['slowest'] = max(self.counts[protocol]['slowest'], seconds)

    def say_wrong(self, protocol, what):
        self.count(protocol, wrong=1)
        with self.lock:
            self.wrong.append(f'{time.strftime("%H:%M:%S")} {protocol}: {what}')
        print(self.wrong[-1], flush=True)


class Client(threading.Thread):
    """Asks for one thing after the other, each on a connection of its own, as its seed says."""

    def __init__(self, number, seed, soak):
        super().__init__(daemon=True)
        self.random = random.Random(f'{seed} {number}')
        self.soak, self.books, self.number, self.made = soak, soak.books, number, 0
        self.source = f'127.0.1.{number + 1}'

    def run(self):
        while not self.soak.ending.is_set():
            self.soak.may_ask.wait()
            protocol = self.random.choice(PROTOCOLS)
            cut_after = int(2 ** self.random.uniform(0, 20)) if self.random.random() < CUT else None
            start = time.monotonic()
            with self.soak.under_way():
                try:
                    self.ask(protocol, cut_after)
                    self.books.took(protocol, time.monotonic() - start)
                except Cut:
                    self.books.count(protocol, cut=1)
                except Refused:
                    self.books.count(protocol, refused=1)
                except Exception as e:  # whatever it is, the server has not answered as it should
                    self.books.say_wrong(protocol, f'{type(e).__name__}: {e}')
            self.books.count(protocol, requests=1)

    def ask(self, protocol, cut_after):
        address = self.soak.server.addresses[protocol]
        if protocol == 'echo-udp':
            self.echo_datagrams(address)
        elif protocol == 'echo':
            with Wire(self.source, address, cut_after=cut_after) as wire:
                said = self.content(100_000)
                for start in range(0, len(said), 4096):
                    wire.send(said[start:start + 4096])
                    self.compare(wire.take(len(said[start:start + 4096])), said[start:start + 4096], 'an echo')
                self.books.count('echo', bytes=len(said))
        elif protocol == 'tftp':
            with Tftp(self.source, address, cut_after, self.soak.server.ports) as client:
                self.use(protocol, client, [self.get, self.get, self.put])
        elif protocol in ('ftp', 'ftps'):
            with Ftp(self.source, address, protocol == 'ftps', cut_after) as client:
                self.use(protocol, client, [self.get, self.get, self.part, self.list, self.put])
        else:
            with Wire(self.source, address, protocol in ('https', 'sfps'), cut_after) as wire:
                client = (Http if protocol.startswith('http') else Sfp)(wire)
                doings = [self.get, self.get, self.part, self.list, self.put]
                for _ in range(self.random.randint(1, 5)):
                    self.use(protocol, client, doings)
                if isinstance(client, Sfp) and self.random.random() < 0.2:
                    self.resume(protocol, address)

    def use(self, protocol, client, doings):
        self.random.choice(doings)(protocol, client)

    def content(self, most):
        return self.random.randbytes(int(2 ** self.random.uniform(0, most.bit_length() - 1)))

    def compare(self, there, here, what):
        if there != here:
            raise Wrong(f'{what}: {len(there)} bytes that are not the {len(here)} of it')

    def get(self, protocol, client):
        limit = 200_000 if protocol == 'tftp' else None
        name = self.random.choice([name for name, size in self.soak.sizes.items() if not limit or size <= limit])
        content = client.get(name)
        if sum_of(content) != self.soak.sums[name]:
            raise Wrong(f'{name}: {len(content)} bytes of another sum')
        self.books.count(protocol, bytes=len(content))

    def part(self, protocol, client):
        name = self.random.choice([name for name, size in self.soak.sizes.items() if size])
        start = self.random.randrange(self.soak.sizes[name])
        size = self.random.randint(1, self.soak.sizes[name] - start)
        with open(os.path.join(self.soak.root, name), 'rb') as file:
            file.seek(start)
            self.compare(client.part(name, start, size), file.read(size), f'{name} from {start}')
        self.books.count(protocol, bytes=size)

    def list(self, protocol, client):
        names = client.names('static')
        wanted = {name.split('/')[1] for name in self.soak.sizes}
        if names != wanted:
            raise Wrong(f'a listing of {len(names)} names that should have {len(wanted)}')

    def new_name(self):
        self.made += 1
        return f'taken/{self.number}-{self.made}'

    def put(self, protocol, client):
        name, content = self.new_name(), self.content(100_000 if protocol == 'tftp' else 1_000_000)
        path = os.path.join(self.soak.root, name)
        self.attempt(name, content, lambda: client.put(name, content))
        self.books.count(protocol, bytes=len(content))
        with open(path, 'rb') as file:
            self.compare(file.read(), content, f'{name}, on the disk')
        stays = protocol == 'tftp' or (self.random.random() < 0.05 and len(self.books.kept) < MOST_KEPT)
        if stays:
            if protocol == 'tftp' and len(self.books.kept) >= MOST_KEPT:
                os.remove(path)  # TFTP cannot
            else:
                with self.books.lock:
                    self.books.kept[name] = sum_of(content)
            return
        try:
            client.remove(name)
        except Cut:
            with self.books.lock:
                self.books.unfinished[name] = sum_of(content)
            raise
        if os.path.exists(path):
            raise Wrong(f'{name} is still there after it was removed')

    def attempt(self, name, content, put):
        """What was cut may be there, whole; what was refused may not."""
        try:
            put()
        except Refused:
            with self.books.lock:
                self.books.refused.add(name)
            raise
        except Cut:
            with self.books.lock:
                self.books.unfinished[name] = sum_of(content)
            raise

    def resume(self, protocol, address):
        """An upload that is cut somewhere, and goes on over another connection."""
        name, content = self.new_name(), self.random.randbytes(self.random.randint(2, 500_000))
        secured = protocol == 'sfps'
        try:
            with Wire(self.source, address, secured, self.random.randint(100, len(content) + 99)) as wire:
                Sfp(wire).put(name, content, 'RESUME')
        except Cut:
            self.books.count(protocol, cut=1)
        with Wire(self.source, address, secured) as wire:
            self.attempt(name, content, lambda: Sfp(wire).put(name, content, 'RESUME'))
            with open(os.path.join(self.soak.root, name), 'rb') as file:
                self.compare(file.read(), content, f'{name}, resumed')
            Sfp(wire).remove(name)
        self.books.count(protocol, requests=1, bytes=len(content))

    def echo_datagrams(self, address):
        with datagrams(self.source, self.soak.server.ports) as client:
            client.connect(address)
            client.settimeout(1)
            said = self.random.randbytes(self.random.randint(16, 1400))
            for _ in range(60):  # a datagram may be lost
                client.send(said)
                try:
                    self.compare(client.recv(65536), said, 'a datagram')
                    self.books.count('echo-udp', bytes=len(said))
                    return
                except socket.timeout:
                    continue
            raise Wrong('no datagram was answered')


class Probe(threading.Thread):
    """Somebody else who wants little, four times a second."""

    def __init__(self, soak):
        super().__init__(daemon=True)
        self.soak, self.slowest, self.count = soak, 0.0, 0

    def run(self):
        while not self.soak.ending.wait(0.25):
            for protocol, client, ask in [('http', Http, lambda one: one.get('static/0')),
                                          ('sfp', Sfp, lambda one: one.ask('STAT static/0'))]:
                start = time.monotonic()
                try:
                    with Wire('127.0.0.9', self.soak.server.addresses[protocol]) as wire:
                        ask(client(wire))
                except Exception as e:
                    self.soak.books.say_wrong(protocol, f'the probe: {type(e).__name__}: {e}')
                self.slowest = max(self.slowest, time.monotonic() - start)
                self.count += 1


class LogDisk:
    """A small tmpfs for the access log, where we may mount one."""

    def __init__(self, folder):
        self.path = os.path.join(folder, 'log')
        os.mkdir(self.path)
        self.is_mounted = os.geteuid() == 0 and not subprocess.call(
            ['mount', '-t', 'tmpfs', '-o', f'size={LOG_DISK}m', 'tmpfs', self.path])
        self.log = os.path.join(self.path, 'access.log')

    def fill(self):
        with open(os.path.join(self.path, 'filler'), 'wb', buffering=0) as filler:
            for size in (65536, 512, 1):
                try:
                    while True:
                        filler.write(b'x' * size)
                except OSError:
                    pass  # full

    def empty(self):
        os.remove(os.path.join(self.path, 'filler'))

    def size(self):
        try:
            return os.path.getsize(self.log)
        except FileNotFoundError:
            return 0

    def close(self):
        if self.is_mounted:
            subprocess.call(['umount', self.path])


class Soak:
    def __init__(self, program, seconds, seed, folder):
        self.program, self.seconds, self.seed, self.folder = program, seconds, seed, folder
        self.root = os.path.join(folder, 'root')
        self.books, self.ending, self.may_ask = Books(), threading.Event(), threading.Event()
        self.asking, self.all_rest = 0, threading.Condition()
        self.sizes, self.sums, self.failed = {}, {}, []
        os.makedirs(os.path.join(self.root, 'static'))
        os.makedirs(os.path.join(self.root, 'taken'))
        chance = random.Random(seed)
        for number, size in enumerate([8, 0, 1, 1427, 1428, 65535, 65536, 100_000, 300_000, 1 << 20, 3_000_000, 8 << 20]
                                      + [1000] * 100):
            content = chance.randbytes(size)
            with open(os.path.join(self.root, 'static', str(number)), 'wb') as file:
                file.write(content)
            self.sizes[f'static/{number}'], self.sums[f'static/{number}'] = size, sum_of(content)
        self.disk = LogDisk(folder)
        self.server = Server(program, folder, self.disk.log)

    def under_way(self):
        soak = self

        class UnderWay:
            def __enter__(self):
                with soak.all_rest:
                    soak.asking += 1

            def __exit__(self, *_):
                with soak.all_rest:
                    soak.asking -= 1
                    soak.all_rest.notify_all()
        return UnderWay()

    def check(self, held, what):
        print(('   ' if held else 'NOT') + f' {what}', flush=True)
        if not held:
            self.failed.append(what)

    def temporary(self):
        """Reserved names: those that wait to go on, and all others."""
        names = [name for _, _, files in os.walk(self.root) for name in files if RESERVED in name]
        kept = sum(KEPT in name for name in names)
        return kept, len(names) - kept

    def rest(self):
        """Lets nobody ask, and looks at the server when it has nothing to do any more."""
        self.may_ask.clear()
        with self.all_rest:
            self.all_rest.wait_for(lambda: self.asking == 0, 120)
        seen, state = time.monotonic(), None
        while time.monotonic() - seen < 60:  # who fell silent in TFTP is given up after 30 s
            time.sleep(2)
            before, state = state, (*self.server.descriptors(), *self.temporary())
            if before == state and time.monotonic() - seen > 35:
                break
        return dict(zip(['descriptors', 'of the runtime', 'kept uploads', 'temporary files'], state),
                    memory=self.server.memory())

    def run(self):
        clients = [Client(number, self.seed, self) for number in range(12)]
        probe = Probe(self)
        self.may_ask.set()
        for thread in [*clients, probe]:
            thread.start()
        warm = min(60, self.seconds / 5)
        print(f'seed {self.seed}, {len(clients)} clients, {self.folder}; warming up for {warm:.0f} s', flush=True)
        time.sleep(warm)
        before = self.rest()
        start = time.monotonic()
        self.may_ask.set()
        self.until(start, 0.25)
        self.reopen_log()
        self.until(start, 0.45)
        self.fill_log()
        self.until(start, 1)
        after = self.rest()
        self.ending.set()
        self.may_ask.set()
        for thread in [*clients, probe]:
            thread.join(60)
        self.tell(before, after, probe)
        self.stop()

    def until(self, start, share):
        while self.server.process.poll() is None and time.monotonic() - start < self.seconds * share:
            time.sleep(0.2)

    def log_grows(self):
        size = self.disk.size()
        for _ in range(100):
            time.sleep(0.1)
            if self.disk.size() != size:
                return True
        return False

    def reopen_log(self):
        os.rename(self.disk.log, self.disk.log + '.rotated')
        self.server.process.send_signal(signal.SIGUSR1)
        self.check(self.log_grows(), 'after SIGUSR1 the access log is a new file')
        os.remove(self.disk.log + '.rotated')

    def fill_log(self):
        if not self.disk.is_mounted:
            print('   (not root: the log disk is not filled)')
            return
        self.disk.fill()
        print(f'    the log disk is full for {self.seconds * 0.1:.0f} s', flush=True)
        time.sleep(self.seconds * 0.1)
        self.disk.empty()
        self.check(self.log_grows(), 'the access log goes on when its disk has room')

    def tell(self, before, after, probe):
        total = dict.fromkeys(next(iter(self.books.counts.values())), 0)
        print(f'\n{"":10}{"requests":>10}{"cut":>8}{"refused":>9}{"wrong":>7}{"MiB":>10}{"slowest":>10}')
        for name, one in [*self.books.counts.items(), ('all', total)]:
            print(f'{name:10}{one["requests"]:>10,}{one["cut"]:>8,}{one["refused"]:>9,}{one["wrong"]:>7}'
                  f'{one["bytes"] / 1048576:>10,.0f}{one["slowest"]:>8.2f} s')
            for key in total if one is not total else ():
                total[key] = max(total[key], one[key]) if key == 'slowest' else total[key] + one[key]
        print(f'\n{"":18}{"before":>10}{"after":>10}')
        for name in before:
            print(f'{name:18}{before[name]:>10,}{after[name]:>10,}' + (' KiB' if name == 'memory' else ''))
        print(f'\nslowest of {probe.count:,} probes of a stranger: {probe.slowest:.2f} s\n')
        self.check(not self.books.wrong, 'every answer was true')
        self.check(total['refused'] == 0, 'nobody was refused')
        self.check(after['descriptors'] <= before['descriptors'], 'as many descriptors as before')
        self.check(after['of the runtime'] <= before['of the runtime'] + LOADED_TOLERANCE,
                   f'at most {LOADED_TOLERANCE} more of the runtime')
        self.check(after['temporary files'] == 0, 'no temporary files')
        self.check(after['kept uploads'] <= 1000, 'at most 1,000 uploads wait to go on')
        self.check(after['memory'] <= before['memory'] + MEMORY_TOLERANCE,
                   f'at most {MEMORY_TOLERANCE // 1024} MiB more memory')
        self.check_uploads()

    def check_uploads(self):
        def sum_there(name):
            try:
                with open(os.path.join(self.root, name), 'rb') as file:
                    return sum_of(file.read())
            except FileNotFoundError:
                return None
        books = self.books
        self.check(all(sum_there(name) == kept for name, kept in books.kept.items()),
                   f'{len(books.kept):,} uploads that stay are whole')
        self.check(all(sum_there(name) in (None, whole) for name, whole in books.unfinished.items()),
                   f'{len(books.unfinished):,} uploads that were cut are whole or not there')
        self.check(all(sum_there(name) is None for name in books.refused), 'nothing is there of what was refused')
        strange = [name for name in os.listdir(os.path.join(self.root, 'taken'))
                   if RESERVED not in name and f'taken/{name}' not in {**books.kept, **books.unfinished}]
        self.check(not strange, f'nothing else is there {strange[:5] if strange else ""}')

    def stop(self):
        for number in (signal.SIGHUP, signal.SIGTERM):
            code = self.server.stop(number)
            self.check(code == 0, f'{number.name} ends it with exit code 0 ({code})')
            if number is signal.SIGHUP:
                self.server = Server(self.program, self.folder, self.disk.log)
                with Wire('127.0.0.9', self.server.addresses['https'], tls=True) as wire:
                    self.check(Http(wire).get('static/0') is not None, 'it serves when it is started again')
        self.check(self.temporary()[1] == 0, 'no temporary files then either')


def main():
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    with tempfile.TemporaryDirectory(prefix='sockeye-soak-') as folder:
        soak = Soak(sys.argv[1], seconds, seed, folder)
        try:
            soak.run()
        finally:
            if soak.server.process.poll() is None:
                soak.server.process.kill()
                soak.server.process.wait()
            soak.disk.close()
        if soak.failed:
            with open(os.path.join(folder, 'stderr'), encoding='utf-8') as error:
                print('\nthe last lines of the server:\n' + ''.join(error.readlines()[-20:]))
    print(f'\n{len(soak.failed)} did not hold' if soak.failed else '\nall held')
    return 1 if soak.failed else 0


sys.exit(main())
