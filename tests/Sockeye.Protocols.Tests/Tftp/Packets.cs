using System.Buffers;
using System.Text;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Protocols.Tests.Tftp;

/// <summary>Packets as bytes.</summary>
internal static class Packets
{
    public static byte[] Ack(int block) => [0, 4, (byte)(block >> 8), (byte)block];

    public static byte[] Data(int block, string payload) =>
        [0, 3, (byte)(block >> 8), (byte)block, .. Encoding.UTF8.GetBytes(payload)];

    public static byte[] Data(int block, int payloadBytes) => Data(block, new string('x', payloadBytes));

    public static byte[] Error(TftpErrorCode code) =>
        Write(output => TftpError.Write(output, code, TftpError.TextOf(code)));

    public static byte[] OptionAck(TftpOptions options) => Write(output => new TftpOptionAck(options).Write(output));

    /// <summary>Opcode and text, with every space a NUL: <c>Of(1, "name octet ")</c>.</summary>
    public static byte[] Of(byte opcode, string text) =>
        [0, opcode, .. Encoding.UTF8.GetBytes(text.Replace(' ', '\0'))];

    public static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
