using System.Text;

namespace Sockeye.Files.Http.Pages;

/// <summary>A text in memory that is no longer than its limit.</summary>
/// <param name="maxChars">The limit; who writes more gets an <see cref="IOException"/>.</param>
internal sealed class BoundedWriter(int maxChars) : TextWriter
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > maxChars - _text.Length)
            throw new IOException($"more than {maxChars} chars");

        _text.Append(buffer);
    }

    public override string ToString() => _text.ToString();
}
