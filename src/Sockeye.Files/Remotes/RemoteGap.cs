using Sockeye.Protocols.Text;

namespace Sockeye.Files.Remotes;

/// <summary>What a listing of a server lacks.</summary>
/// <param name="Path">Of what, from the server's root; empty: somewhere. The server's: not safe to print.</param>
/// <param name="What">How much, and why. Not safe to print either.</param>
public sealed record RemoteGap(string Path, string What)
{
    /// <summary>By the words that our servers have for it.</summary>
    /// <param name="path">Of what, from the server's root.</param>
    /// <param name="count">How many entries; null: all that is in the directory.</param>
    /// <param name="word">Why: <c>unreadable</c>, <c>unnameable</c>, or what a newer server has.</param>
    internal static RemoteGap Of(string path, long? count, string word)
    {
        string what = count switch
        {
            null => "what is in it is missing",
            1 => "it is missing",
            _ => FormattableString.Invariant($"{count} entries are missing"),
        };
        string why = word switch
        {
            "unreadable" => "the server itself cannot read it",
            "unnameable" => "its name cannot be told: it is not UTF-8, has a backslash or a control character, "
                + "or is too long",
            _ => word,
        };
        return new RemoteGap(path, $"{what}: {why}");
    }

    /// <summary>For people. Escaped.</summary>
    public override string ToString() =>
        $"{PrintableText.Escape($"/{Path.TrimStart('/')}")}: {PrintableText.Escape(What)}";
}
