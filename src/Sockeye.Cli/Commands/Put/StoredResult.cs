using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Put;

/// <summary>What <c>sockeye put</c> stored.</summary>
/// <param name="Name">The file's name on the server.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt, in bytes.</param>
/// <param name="Verified">Whether the server compared it with its SHA-256, or told one that is right.</param>
internal sealed record StoredResult(string Name, long Bytes, long ResumedFrom, bool Verified) : IJsonLine<StoredResult>
{
    public static JsonTypeInfo<StoredResult> JsonType => PutJson.Lines.StoredResult;

    public string ToText()
    {
        string resumed =
            ResumedFrom > 0 ? string.Create(CultureInfo.InvariantCulture, $", resumed at {ResumedFrom:N0}") : "";
        string verified = Verified ? "verified" : "not verified: the server tells no SHA-256";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PrintableText.Escape(Name)}: {Bytes:N0} bytes stored{resumed} ({verified})");
    }
}
