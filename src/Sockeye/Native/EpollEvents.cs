using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>An array of <c>struct epoll_event</c>: what changed, and on what.</summary>
/// <remarks>
/// <code>
///  x86-64 packs it          elsewhere it is aligned
/// +--------+----------+    +--------+-----+----------+
/// | events |   data   |    | events |  –  |   data   |    4-byte words; data is two, and we use the first
/// +--------+----------+    +--------+-----+----------+
/// </code>
/// </remarks>
internal sealed class EpollEvents(int capacity)
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Words = IsPacked ? 3 : 4;
    private static readonly int TagWord = IsPacked ? 1 : 2;

    private readonly uint[] _words = new uint[capacity * Words];

    public int Capacity => capacity;

    /// <summary>The kernel's view of it.</summary>
    public ref uint First => ref MemoryMarshal.GetArrayDataReference(_words);

    /// <summary>What changed: EPOLLIN and so on.</summary>
    public uint ChangesAt(int index) => _words[index * Words];

    /// <summary>On what: the number given when it was added.</summary>
    public int TagAt(int index) => (int)_words[(index * Words) + TagWord];

    public void Set(int index, uint changes, int tag)
    {
        _words[index * Words] = changes;
        _words[(index * Words) + TagWord] = (uint)tag;
    }
}
