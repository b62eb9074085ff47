// The packages' icon, drawn when they are packed: so no binary is in the repository. Compiled by MSBuild against .NET Standard
// 2.0 (Directory.Build.targets).
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Writes a sockeye, red with a green head, as a PNG of 128 by 128.</summary>
public class DrawIcon : Task
{
    private const int Side = 128;
    private const int Samples = 4; // of a pixel, each way: smooth edges

    private static readonly byte[] Body = { 0xC8, 0x2F, 0x26, 0xFF }, Head = { 0x4F, 0x6F, 0x3A, 0xFF };
    private static readonly byte[] White = { 0xFF, 0xFF, 0xFF, 0xFF }, Black = { 0x14, 0x14, 0x14, 0xFF }, Nothing = new byte[4];

    /// <summary>Where to.</summary>
    [Required]
    public string Path { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path));
        using (FileStream file = File.Create(Path))
        {
            file.Write(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, 0, 8);
            Write(file, "IHDR", BigEndian(Side).Concat(BigEndian(Side)).Concat(new byte[] { 8, 6, 0, 0, 0 })); // RGBA
            Write(file, "IDAT", Compress(Enumerable.Range(0, Side).SelectMany(Row).ToArray()));
            Write(file, "IEND", new byte[0]);
        }

        return true;
    }

    private static IEnumerable<byte> Row(int y) => new byte[1].Concat(Enumerable.Range(0, Side).SelectMany(x => Pixel(x, y)));

    private static byte[] Pixel(int x, int y)
    {
        byte[][] samples = Enumerable.Range(0, Samples * Samples)
            .Select(i => At(x + ((i % Samples) + 0.5) / Samples, y + ((i / Samples) + 0.5) / Samples)).ToArray();
        int opaque = samples.Sum(colour => colour[3]);
        return Enumerable.Range(0, 4).Select(i => i == 3
            ? (byte)(opaque / samples.Length)
            : (byte)(samples.Sum(colour => colour[i] * colour[3]) / Math.Max(opaque, 1))).ToArray();
    }

    // It swims to the left: a body, a head that is a part of it, a tail of two lobes, two fins, an eye.
    private static byte[] At(double x, double y)
    {
        if (IsIn(28, 56, 3, 3, x, y))
            return Black;
        if (IsIn(28, 56, 6, 6, x, y))
            return White;
        if (IsIn(56, 64, 48, 27, x, y))
            return IsIn(16, 64, 30, 40, x, y) ? Head : Body;
        bool isTail = x > 92 && x < 122 && Math.Abs(y - 64) < (x - 90) * 0.95 && Math.Abs(y - 64) > (x - 108) * 0.9;
        bool isFin = IsIn(62, 40, 18, 14, x, y - ((x - 62) * 0.4)) || IsIn(66, 89, 12, 10, x, y + ((x - 66) * 0.3));
        return isTail || isFin ? Body : Nothing;
    }

    private static bool IsIn(double centreX, double centreY, double radiusX, double radiusY, double x, double y) =>
        Math.Pow((x - centreX) / radiusX, 2) + Math.Pow((y - centreY) / radiusY, 2) <= 1;

    // RFC 2083 §3.2
    private static void Write(Stream file, string type, IEnumerable<byte> content)
    {
        byte[] data = content.ToArray();
        byte[] typed = Encoding.ASCII.GetBytes(type).Concat(data).ToArray();
        byte[] chunk = BigEndian((uint)data.Length).Concat(typed).Concat(BigEndian(Crc(typed))).ToArray();
        file.Write(chunk, 0, chunk.Length);
    }

    // RFC 1950: a header, deflate, the sum of what went in
    private static byte[] Compress(byte[] data)
    {
        using (var compressed = new MemoryStream())
        {
            using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, true))
                deflate.Write(data, 0, data.Length);
            return new byte[] { 0x78, 0x9C }.Concat(compressed.ToArray()).Concat(BigEndian(Adler(data))).ToArray();
        }
    }

    private static uint Adler(byte[] data)
    {
        uint a = 1, b = 0;
        foreach (byte next in data)
        {
            a = (a + next) % 65521;
            b = (b + a) % 65521;
        }

        return (b << 16) | a;
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte next in data)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private static byte[] BigEndian(uint value) =>
        new[] { (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value };
}
