using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>
/// Files over real sockets, carried by the kernel and copied, in every combination: the bytes are the same.
/// </summary>
public sealed class FileCarryingTests : IDisposable
{
    private const int Length = 3_000_000; // more than a socket buffers, and no multiple of anything
    private const int AppendOnly = 0x400; // O_APPEND: splice(2) refuses such a file

    private readonly TempDirectory _directory = new();
    private readonly byte[] _content = new byte[Length];

    public FileCarryingTests()
    {
        new Random(7).NextBytes(_content);
        File.WriteAllBytes(_directory["source"], _content);
    }

    public static TheoryData<string, bool, bool> Paths
    {
        get
        {
            var paths = new TheoryData<string, bool, bool>();
            foreach (string endpoint in new[] { "tcp://127.0.0.1:0", "unix:PATH" })
                foreach (bool sends in new[] { false, true })
                    foreach (bool receives in new[] { false, true })
                        paths.Add(endpoint, sends, receives);
            return paths;
        }
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Paths))]
    public async Task Parts_arrive_as_they_are_between_what_was_written(
        string endpoint, bool senderCarries, bool receiverCarries)
    {
        await using SocketPair pair = await PairAsync(endpoint, senderCarries, receiverCarries);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        using SafeFileHandle copy = Create("copy");
        var progress = new Positions();

        Task sending = SendAsync();
        Assert.Equal("head", await pair.Client.ReadTextAsync(4));
        await pair.Client.ReceiveFileAsync(copy, offset: 0, Length, progress, CancellationToken.None);
        await pair.Client.ReceiveFileAsync(copy, offset: Length, 100_001, progress: null, CancellationToken.None);
        Assert.Equal("tail", await pair.Client.ReadTextAsync(4));
        await sending;

        byte[] expected = [.. _content, .. _content[1_000_000..1_100_001]];
        Assert.Equal(expected, ReadAll(copy));
        Assert.Equal(Length, progress.Last);
        Assert.True(progress.OnlyGrew);
        Assert.Equal(Length + 100_009, pair.Client.BytesReceived);
        Assert.Equal(Length + 100_009, pair.Server.BytesSent);

        async Task SendAsync()
        {
            pair.Server.Output.Write("head"u8);
            await pair.Server.SendFileAsync(source, 0, Length, CancellationToken.None);
            await pair.Server.SendFileAsync(source, 1_000_000, 100_001, CancellationToken.None);
            await pair.Server.SendAsync("tail");
        }
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task File_that_shrinks_while_it_is_sent_fails_the_sender(bool carries)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", carries, carries);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        using SafeFileHandle copy = Create("copy");

        Task sending = pair.Server.SendFileAsync(source, 0, 100L * Length, CancellationToken.None).AsTask();
        Task receiving = pair.Client.ReceiveFileAsync(copy, 0, 100L * Length, null, CancellationToken.None).AsTask();

        await Assert.ThrowsAsync<EndOfStreamException>(() => sending);
        pair.Server.Abort(EndReason.LocalFailure);
        await Assert.ThrowsAnyAsync<IOException>(() => receiving);
        Assert.True(_content.AsSpan().StartsWith(ReadAll(copy))); // and not a byte of padding
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task File_that_grows_is_sent_as_long_as_it_was_announced(bool carries)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", carries, carries);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        using SafeFileHandle copy = Create("copy");
        File.AppendAllText(_directory["source"], "more");

        Task sending = pair.Server.SendFileAsync(source, 0, Length, CancellationToken.None).AsTask();
        await pair.Client.ReceiveFileAsync(copy, 0, Length, progress: null, CancellationToken.None);
        await sending;
        await pair.Server.DisposeAsync();

        Assert.Equal(_content, ReadAll(copy));
        Assert.Empty(await pair.Client.ReadToEndAsync());
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Paths))]
    public async Task File_at_fault_is_told_from_a_peer_that_left(
        string endpoint, bool senderCarries, bool receiverCarries)
    {
        await using SocketPair pair = await PairAsync(endpoint, senderCarries, receiverCarries);
        using SafeFileHandle unreadable = File.OpenHandle(_directory["unreadable"], FileMode.Create, FileAccess.Write);
        using SafeFileHandle full = File.OpenHandle("/dev/full", access: FileAccess.ReadWrite);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);

        await Assert.ThrowsAsync<LocalFileException>(
            () => pair.Client.SendFileAsync(unreadable, 0, Length, CancellationToken.None).AsTask());
        Task sending = pair.Server.SendFileAsync(source, 0, Length, CancellationToken.None).AsTask();
        var failed = await Assert.ThrowsAsync<LocalFileException>(
            () => pair.Client.ReceiveFileAsync(full, 0, Length, progress: null, CancellationToken.None).AsTask());
        pair.Client.Abort(EndReason.LocalFailure);
        await Record.ExceptionAsync(() => sending); // it may have left already, for the kernel's buffers

        Assert.Equal(28, failed.Error); // ENOSPC
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Part_beyond_two_GiB_is_found()
    {
        const long Far = 3L << 30;
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", true, true);
        using SafeFileHandle source = File.OpenHandle(
            _directory["large"], FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(source, _content, Far); // a hole before it: nothing is stored
        using SafeFileHandle copy = Create("copy");

        Task sending = pair.Server.SendFileAsync(source, Far, Length, CancellationToken.None).AsTask();
        await pair.Client.ReceiveFileAsync(copy, Far, Length, progress: null, CancellationToken.None);
        await sending;

        byte[] arrived = new byte[Length];
        Assert.Equal(Length, RandomAccess.Read(copy, arrived, Far));
        Assert.Equal(_content, arrived);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_the_kernel_does_not_splice_into_is_copied()
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", true, true);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        const int Flags = OpenFlags.ReadWrite | OpenFlags.Create | AppendOnly;
        Assert.Equal(Errno.None, FileCalls.Open(_directory["copy"], Flags, out SafeFileHandle copy, mode: 0x180));

        using (copy)
        {
            Task sending = pair.Server.SendFileAsync(source, 0, Length, CancellationToken.None).AsTask();
            await pair.Client.ReceiveFileAsync(copy, 0, Length, progress: null, CancellationToken.None);
            await sending;
        }

        Assert.Equal(_content, File.ReadAllBytes(_directory["copy"]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_that_the_kernel_does_not_send_is_copied()
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", true, true);
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem"); // can only be read: sendfile(2) refuses it
        using SafeFileHandle copy = Create("copy");
        var pinned = GCHandle.Alloc(_content, GCHandleType.Pinned);

        Task sending = pair.Server.SendFileAsync(
            memory, pinned.AddrOfPinnedObject(), Length, CancellationToken.None).AsTask();
        Task receiving = pair.Client.ReceiveFileAsync(copy, 0, Length, null, CancellationToken.None).AsTask();
        await sending;
        await receiving;
        pinned.Free();

        Assert.Equal(_content, ReadAll(copy));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Send_that_is_given_up_is_never_taken_for_whole(bool carries)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", carries, carries);
        using var endless = new Endless(_directory["endless"]);
        using var cancel = new CancellationTokenSource();
        Task sending = pair.Server.SendFileAsync(endless.Handle, 0, Endless.Length, cancel.Token).AsTask();
        await pair.Client.ReadTextAsync(1);
        Task reading = pair.Client.Input.CopyToAsync(Stream.Null);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await pair.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => reading);
        Assert.Equal(EndReason.Cancelled, pair.Server.EndReason);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Slow_peer_holds_the_send_and_its_end_is_noticed(bool carries)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", carries, carries);
        using var endless = new Endless(_directory["endless"]);
        Task sending = pair.Server.SendFileAsync(
            endless.Handle, 0, Endless.Length, CancellationToken.None).AsTask();
        await pair.Client.ReadTextAsync(1);
        Assert.False(sending.IsCompleted);

        pair.Client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAnyAsync<IOException>(() => sending);
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] ReadAll(SafeFileHandle file)
    {
        byte[] content = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, content, 0);
        return content;
    }

    private SafeFileHandle Create(string name) =>
        File.OpenHandle(_directory[name], FileMode.Create, FileAccess.ReadWrite);

    private Task<SocketPair> PairAsync(string endpoint, bool serverCarries, bool clientCarries) =>
        SocketPair.ConnectAsync(
            endpoint.Replace("PATH", _directory["s"], StringComparison.Ordinal),
            Engine(serverCarries), Engine(clientCarries));

    private static ISocketEngine Engine(bool carries) => carries ? SocketEngines.EventLoop : SocketEngines.Runtime;

    /// <summary>A file that no buffer holds: a terabyte of nothing, which takes no room.</summary>
    private sealed class Endless : IDisposable
    {
        public const long Length = 1L << 40;

        public Endless(string path)
        {
            Handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            RandomAccess.SetLength(Handle, Length);
        }

        public SafeFileHandle Handle { get; }

        public void Dispose() => Handle.Dispose();
    }

    private sealed class Positions : IProgress<long>
    {
        public long Last { get; private set; }

        public bool OnlyGrew { get; private set; } = true;

        public void Report(long value)
        {
            OnlyGrew &= value >= Last;
            Last = value;
        }
    }
}
