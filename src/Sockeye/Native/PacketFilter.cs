using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>What the kernel leaves out before a socket sees it (classic BPF; socket(7), SO_ATTACH_FILTER).</summary>
internal static unsafe class PacketFilter
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int AttachFilter = 26; // SO_ATTACH_FILTER

    // if (skb->pkt_type == PACKET_HOST) take all of it, else nothing (linux/filter.h, linux/if_packet.h)
    private static readonly Instruction[] OnlyForThisHost =
    [
        new(0x20, 0, 0, 0xFFFF_F004), // BPF_LD | BPF_W | BPF_ABS, SKF_AD_OFF + SKF_AD_PKTTYPE
        new(0x15, 0, 1, 0), // BPF_JMP | BPF_JEQ | BPF_K, PACKET_HOST
        new(0x06, 0, 0, uint.MaxValue), // BPF_RET | BPF_K
        new(0x06, 0, 0, 0),
    ];

    /// <summary>Leaves out what was sent to all, or to many: broadcasts and multicasts.</summary>
    public static Errno TakeOnlyUnicast(SafeHandle socket)
    {
        fixed (Instruction* first = OnlyForThisHost)
        {
            var program = new Program((ushort)OnlyForThisHost.Length, first);
            return SocketSetupCalls.SetOption(
                socket, SocketLevel, AttachFilter, new ReadOnlySpan<byte>(&program, sizeof(Program)));
        }
    }

    // struct sock_filter
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    // struct sock_fprog
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Program(ushort length, Instruction* first)
    {
        private readonly ushort _length = length;
        private readonly Instruction* _first = first;
    }
}
