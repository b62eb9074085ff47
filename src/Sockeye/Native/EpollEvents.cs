using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>An array of <c>struct epoll_event</c>: what changed, and on what.</summary>
/// <remarks>
/// <code>
///  x86-64 packs it          elsewhere it is aligned
/// +--------+----------+    +--------+-----+----------+
/// | events |   data   |    | events |  –  |   data   |    4-byte words; data is two
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

    /// <summary>On what: the tag given when it was added.</summary>
    public ulong TagAt(int index)
    {
        int word = (index * Words) + TagWord;
        return ((ulong)_words[word + 1] << 32) | _words[word];
    }

    public void Set(int index, uint changes, ulong tag)
    {
        int word = (index * Words) + TagWord;
        _words[index * Words] = changes;
        _words[word] = (uint)tag;
        _words[word + 1] = (uint)(tag >> 32);
    }
}
