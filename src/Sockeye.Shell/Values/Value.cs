using System.Globalization;
using System.Net;
using Sockeye.Protocols.Text;
using Sockeye.Shell.Language;

namespace Sockeye.Shell.Values;

/// <summary>What an expression has as its value. <see cref="object.ToString"/> is how the shell shows it.</summary>
internal abstract record Value;

/// <summary>Nothing to show.</summary>
internal sealed record NoValue : Value
{
    public static readonly NoValue Instance = new();

    public override string ToString() => "";
}

/// <summary>A number: a result of a call, an option.</summary>
/// <param name="Number">Its value.</param>
/// <param name="Meaning">What it stands for, as ECONNREFUSED for 111; null when for nothing else.</param>
internal sealed record NumberValue(long Number, string? Meaning = null) : Value
{
    public override string ToString() =>
        Number.ToString(CultureInfo.InvariantCulture) + (Meaning is null ? "" : " " + Meaning);
}

/// <summary>Bytes, as received or written as a string.</summary>
internal sealed record BytesValue(byte[] Bytes) : Value
{
    private const int ShownChars = 2_000; // a screen

    public override string ToString() => TextLiteral.Of(Bytes, ShownChars)
        + (Bytes.Length > ShownChars ? string.Create(CultureInfo.InvariantCulture, $" [{Bytes.Length} bytes]") : "");
}

/// <summary>An address of the system.</summary>
internal sealed record AddressValue(EndPoint Address) : Value
{
    public override string ToString() => AddressText.Of(Address);
}

/// <summary>A word that is no variable: INET, SO_RCVBUF; or an address as it was written, not yet looked up.</summary>
internal sealed record WordValue(string Word) : Value
{
    public override string ToString() => PrintableText.Escape(Word);
}

/// <summary>A socket.</summary>
internal sealed record SocketValue(ShellSocket Socket) : Value
{
    public override string ToString() => Socket.Describe();
}

/// <summary>Several values: of accept a socket and its peer.</summary>
internal sealed record TupleValue(params IReadOnlyList<Value> Items) : Value
{
    public override string ToString() => string.Join(", ", Items);
}

/// <summary>Text of the shell itself, of several lines perhaps: help, lists.</summary>
internal sealed record PlainValue(string Text) : Value
{
    public override string ToString() => Text;
}
