using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary><c>struct pollfd</c>: what is asked of a descriptor, and the answer (poll(2)).</summary>
internal partial struct PollDescriptor
{
    public const short Writable = 4; // POLLOUT
    public const short PeerHasEnded = 0x2000; // POLLRDHUP

    public int Descriptor;
    public short Events;
    public short Returned;

    /// <summary>Asks for some of it; who asks holds the descriptor.</summary>
    public static PollDescriptor Of(SafeHandle handle, short events) =>
        new() { Descriptor = (int)handle.DangerousGetHandle(), Events = events };

    [LibraryImport(Libc.Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeoutMilliseconds);
}
