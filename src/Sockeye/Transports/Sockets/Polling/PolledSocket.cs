using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>
/// A socket that waits by an <see cref="EventLoop"/>: each call is tried, and tried again when the kernel says so.
/// </summary>
/// <remarks>Linux only. The kernel tells each change once (EPOLLET), so a wait costs no call of its own.</remarks>
/// <param name="socket">A non-blocking socket; it stays with the caller.</param>
/// <param name="loops">One of them watches it, from its first wait on.</param>
internal sealed class PolledSocket(Socket socket, EventLoops loops) : ISocketIo, IFileCarrier
{
    // How many wake-ups a socket spends on the thread pool after its handler has blocked: so blocking every time delays
    // the others at one time in a thousand.
    private const int WakesOffTheLoop = 1_000;

    private readonly SafeSocketHandle _handle = socket.SafeHandle;
    private readonly bool _isStream = socket.SocketType == SocketType.Stream;

    // Of UNIX streams a receive also ends where descriptors were sent along (unix(7)), of TCP at an urgent mark.
    private bool _readsAll = socket is { SocketType: SocketType.Stream, AddressFamily: not AddressFamily.Unix };

    private readonly Readiness _readable = new(isSet: false); // seldom is something there already
    private readonly Readiness _writable = new(isSet: true);
    private readonly Lock _watching = new();
    private EventLoop? _loop; // null: not watched yet
    private ulong _tag;
    private bool _isDetached;
    private bool _usesAllLoops;
    private int _wakesOffTheLoop;

    public EndPoint? LocalEndPoint
    {
        get
        {
            Span<byte> address = stackalloc byte[SocketAddresses.MaxBytes];
            Errno error = SocketCalls.LocalAddress(_handle, address, out int bytes);
            return error == Errno.None ? SocketAddresses.EndPointOf(address[..bytes]) : null;
        }
    }

    public EndPoint? RemoteEndPoint
    {
        get
        {
            Span<byte> address = stackalloc byte[SocketAddresses.MaxBytes];
            Errno error = SocketCalls.PeerAddress(_handle, address, out int bytes);
            return error == Errno.None ? SocketAddresses.Named(address[..bytes]) : null;
        }
    }

    public IFileCarrier? Files => _isStream ? this : null;

    public IMessageIo? Messages => field ??= new PolledMessages(this, _handle);

    /// <summary>Whether something can be received; for who tries calls of his own.</summary>
    internal Readiness Readable => _readable;

    public async ValueTask<(Socket Socket, EndPoint? Peer)> AcceptAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (socket.SocketType is not (SocketType.Dgram or SocketType.Raw)) // accept(2) of these fails at once
                await BeginAsync(_readable, cancel);
            Errno error = SocketAddresses.Accept(_handle, out int descriptor, out EndPoint? peer);
            if (MustWait(error, _readable))
                continue;

            _readable.Set(onPool: true); // there may be more
            EventBudget.Spent(error, 0);
            return (new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)), peer);
        }
    }

    // Asked again while it is under way, connect(2) tells how it stands.
    public async ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel)
    {
        SocketAddress address = SocketAddresses.Of(remote, socket.AddressFamily);
        while (true)
        {
            await BeginAsync(_writable, cancel);
            Errno error = SocketCalls.Connect(_handle, address.Buffer.Span[..address.Size]);
            if (error is Errno.InProgress or Errno.Already)
                error = Errno.Again;
            if (MustWait(error, _writable))
                continue;

            _writable.Set(onPool: true);
            if (error != Errno.IsConnected)
                SocketErrors.ThrowIfFailed(error);
            return;
        }
    }

    public ValueTask WaitToReceiveAsync(CancellationToken cancel) => WaitAsync(_readable, cancel);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_readable, cancel);
            Errno error = SocketCalls.Receive(_handle, _isStream, buffer.Span, out int bytes);
            if (MustWait(error, _readable))
                continue;

            // Fewer than asked for is all there was (epoll(7)): the next wait is for the kernel's word.
            bool wasAll = _readsAll && bytes > 0 && bytes < buffer.Length;
            if (!wasAll)
                _readable.Set(onPool: true);
            return EventBudget.Spent(error, bytes);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        while (true)
        {
            await WaitAsync(_writable, cancel);
            Errno error = SocketCalls.Send(_handle, data.Span, out int bytes);
            if (error == Errno.Again)
            {
                _writable.Clear();
                error = SocketCalls.Send(_handle, data.Span, out bytes); // a change before the flag was cleared
            }

            if (MustWait(error, _writable))
                continue;

            return EventBudget.Spent(error, bytes);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_readable, cancel);
            Errno error = SocketCalls.ReceiveFrom(
                _handle, _isStream, buffer.Span, from.Buffer.Span, out int addressBytes, out int bytes);
            if (MustWait(error, _readable))
                continue;

            _readable.Set(onPool: true);
            EventBudget.Spent(error, bytes);
            from.Size = addressBytes;
            return bytes;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel)
    {
        while (true)
        {
            await WaitAsync(_writable, cancel);
            Errno error = SocketCalls.SendTo(_handle, datagram.Span, to.Buffer.Span[..to.Size], out int bytes);
            if (error == Errno.Again)
            {
                _writable.Clear();
                error = SocketCalls.SendTo(_handle, datagram.Span, to.Buffer.Span[..to.Size], out bytes);
            }

            if (MustWait(error, _writable))
                continue;

            return EventBudget.Spent(error, bytes);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_writable, cancel);
            Errno error = SegmentedCalls.Send(
                _handle, datagrams.Span, datagramBytes, to.Buffer.Span[..to.Size], out int bytes);
            if (MustWait(error, _writable))
                continue;

            _writable.Set(onPool: true);
            if (IsRefused(error))
                return null;

            return EventBudget.Spent(error, bytes);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_readable, cancel);
            Errno error = SegmentedCalls.Receive(
                _handle, buffer.Span, from.Buffer.Span, out int addressBytes, out int bytes, out int datagramBytes);
            if (MustWait(error, _readable))
                continue;

            _readable.Set(onPool: true);
            EventBudget.Spent(error, bytes);
            from.Size = addressBytes;
            return (bytes, datagramBytes);
        }
    }

    public void UseAllProcessors() => _usesAllLoops = true;

    public async ValueTask<int?> SendFileAsync(
        SafeFileHandle file, long offset, int maxBytes, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_writable, cancel);
            Errno error = FileMoves.SendFile(_handle, file, offset, EventBudget.AtMost(maxBytes), out int bytes);
            if (MustWait(error, _writable))
                continue;

            _writable.Set(onPool: true);
            if (IsRefused(error))
                return null;

            return EventBudget.Spent(error, bytes);
        }
    }

    public async ValueTask<int?> SpliceAsync(SplicePipe pipe, int maxBytes, CancellationToken cancel)
    {
        while (true)
        {
            await BeginAsync(_readable, cancel);
            Errno error = pipe.Fill(_handle, maxBytes, out int bytes);
            if (MustWait(error, _readable))
                continue;

            _readable.Set(onPool: true);
            if (IsRefused(error))
                return null;

            return EventBudget.Spent(error, bytes);
        }
    }

    public void Detach()
    {
        lock (_watching)
        {
            _isDetached = true;
            _loop?.Remove(_tag, _handle);
            _loop = null;
        }
    }

    public void Closed()
    {
        _readable.End(onPool: true);
        _writable.End(onPool: true);
    }

    /// <summary>The kernel told a change.</summary>
    /// <param name="changes">What changed (epoll(7)).</param>
    /// <param name="onPool">Whether nobody may go on on this thread.</param>
    public void OnChange(uint changes, bool onPool = false)
    {
        if ((changes & Epoll.Urgent) != 0)
            _readsAll = false;
        onPool |= _wakesOffTheLoop > 0 && _wakesOffTheLoop-- > 0;
        bool reads = (changes & Epoll.MayRead) != 0;
        if ((changes & Epoll.MayWrite) != 0) // first, and never in the way of the reader
            Tell(_writable, isLast: (changes & Epoll.BothEnded) != 0, onPool || reads);
        if (reads)
            Tell(_readable, isLast: (changes & Epoll.Ended) != 0, onPool);
    }

    /// <summary>Its handler has blocked the loop.</summary>
    public void KeepOffTheLoop() => _wakesOffTheLoop = WakesOffTheLoop;

    /// <summary>Whether a call that was tried has to wait, and be tried again.</summary>
    internal static bool MustWait(Errno error, Readiness readiness)
    {
        if (error == Errno.Interrupted)
            readiness.Set(onPool: true); // by a signal: nothing was learnt, and it may be tried at once
        else if (error == Errno.Again)
            readiness.NotYet();
        else
            return false;

        return true;
    }

    // An error that is not the network's is about the file, or the kernel does not know the call for it: whoever copies
    // instead will see what it is (sendfile(2), splice(2)).
    private static bool IsRefused(Errno error) => error != Errno.None && !SocketErrors.IsOfTheNetwork(error);

    // The end of a stream may be the last change that is told; an error of a datagram is about one datagram only.
    private void Tell(Readiness readiness, bool isLast, bool onPool)
    {
        if (isLast && _isStream)
            readiness.End(onPool);
        else
            readiness.Set(onPool);
    }

    /// <summary>Waits until a call may be tried, and begins to try.</summary>
    internal ValueTask BeginAsync(Readiness readiness, CancellationToken cancel)
    {
        ValueTask wait = WaitAsync(readiness, cancel);
        if (!wait.IsCompletedSuccessfully)
            return WaitAndClearAsync(wait, readiness);

        readiness.Clear();
        return wait;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WaitAndClearAsync(ValueTask wait, Readiness readiness)
    {
        await wait;
        readiness.Clear();
    }

    private ValueTask WaitAsync(Readiness readiness, CancellationToken cancel)
    {
        if (readiness.IsSet && !cancel.IsCancellationRequested)
        {
            if (EventBudget.UsedUp is not { } shift)
                return ValueTask.CompletedTask;

            readiness.Clear(); // until it is taken for an event, or there is one
            shift.PutBehind(this, readiness == _readable ? Epoll.Read : Epoll.Write);
        }

        if (Volatile.Read(ref _loop) is null)
            Watch(); // first, as epoll_ctl(2) may fail
        return readiness.WaitAsync(cancel);
    }

    // Only when a call has to wait for the first time: many sockets never do.
    private void Watch()
    {
        lock (_watching)
        {
            if (_loop is not null || _isDetached)
                return;

            EventLoop loop = loops.Next(_usesAllLoops);
            _tag = loop.Add(this, _handle);
            _loop = loop;
        }
    }
}
