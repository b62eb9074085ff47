using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sockeye.Protocols.Wire;

/// <summary>A SHA-256 (FIPS 180-4) as a value: 32 bytes, 64 hexadecimal digits in text.</summary>
public readonly record struct Sha256Sum
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = SHA256.HashSizeInBytes;

    /// <summary>Length in hexadecimal digits.</summary>
    public const int SizeDigits = 2 * SizeBytes;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Takes the 32 bytes of a sum.</summary>
    /// <exception cref="ArgumentException">There are not 32.</exception>
    public Sha256Sum(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes)
            throw new ArgumentException($"a SHA-256 has {SizeBytes} bytes, not {bytes.Length}", nameof(bytes));

        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[(SizeBytes / 2)..]);
    }

    /// <summary>The sum of <paramref name="data"/>.</summary>
    public static Sha256Sum Of(ReadOnlySpan<byte> data)
    {
        Span<byte> sum = stackalloc byte[SizeBytes];
        SHA256.HashData(data, sum);
        return new Sha256Sum(sum);
    }

    /// <summary>Reads 64 hexadecimal digits, in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Sha256Sum sum)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bool isSum = text.Length == SizeDigits
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        sum = isSum ? new Sha256Sum(bytes) : default;
        return isSum;
    }

    /// <summary>64 hexadecimal digits in lower case, as <c>sha256sum</c> prints them.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[(SizeBytes / 2)..], _low);
        return Convert.ToHexStringLower(bytes);
    }
}
