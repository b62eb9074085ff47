using System.Text;

namespace Sockeye.Protocols.Irc;

/// <summary>A tag of a message: a name and a value (IRCv3 message-tags).</summary>
/// <param name="Name">Case-sensitive, with its vendor (<c>example.com/</c>), of a client's own with <c>+</c>.</param>
/// <param name="Value">As it was meant, without escapes; empty where there is none, which is the same.</param>
public readonly record struct IrcTag(string Name, string Value)
{
    /// <summary>Whether a client made it for other clients; a server passes only those on.</summary>
    public bool IsOfClient => Name.StartsWith('+');

    /// <summary>Reads what stands between <c>@</c> and the space. Of one name the last counts.</summary>
    internal static IReadOnlyList<IrcTag> ParseAll(string data)
    {
        var tags = new List<IrcTag>();
        foreach (string tag in data.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = tag.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? tag : tag[..equals];
            if (name.Length == 0)
                continue;

            tags.RemoveAll(earlier => earlier.Name == name);
            tags.Add(new IrcTag(name, equals < 0 ? "" : Unescape(tag[(equals + 1)..])));
        }

        return tags;
    }

    /// <summary>Appends it as it stands in a line.</summary>
    internal void AppendTo(StringBuilder line)
    {
        line.Append(Name);
        if (Value.Length == 0)
            return;

        line.Append('=');
        foreach (char character in Value)
        {
            _ = character switch
            {
                ';' => line.Append(@"\:"),
                ' ' => line.Append(@"\s"),
                '\\' => line.Append(@"\\"),
                '\r' => line.Append(@"\r"),
                '\n' => line.Append(@"\n"),
                _ => line.Append(character),
            };
        }
    }

    // A backslash before anything else, or at the end, vanishes.
    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
            return value;

        var plain = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
                plain.Append(value[i]);
            else if (++i < value.Length)
                plain.Append(value[i] switch { ':' => ';', 's' => ' ', 'r' => '\r', 'n' => '\n', var other => other });
        }

        return plain.ToString();
    }
}
