namespace Sockeye.Native;

/// <summary><c>struct msghdr</c>, as 64-bit Linux lays it out (sendmsg(2), recvmsg(2)).</summary>
internal unsafe struct MessageHeader
{
    public byte* Name;
    public int NameBytes;
    public Vector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlBytes;
    public int Flags;

    /// <summary><c>struct iovec</c>.</summary>
    internal struct Vector
    {
        public byte* Start;
        public nuint Bytes;
    }
}
