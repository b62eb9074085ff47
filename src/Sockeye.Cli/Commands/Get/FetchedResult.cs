using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Get;

/// <summary>What <c>sockeye get</c> fetched.</summary>
/// <param name="File">Where it is now.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt, in bytes.</param>
/// <param name="Sha256">Of what arrived; null with <c>--no-verify</c>: nobody has computed it.</param>
/// <param name="Verified">Whether the server confirmed the sum.</param>
internal sealed record FetchedResult(string File, long Bytes, long ResumedFrom, string? Sha256, bool Verified)
    : IJsonLine<FetchedResult>
{
    public static JsonTypeInfo<FetchedResult> JsonType => GetJson.Lines.FetchedResult;

    public string ToText()
    {
        string resumed =
            ResumedFrom > 0 ? string.Create(CultureInfo.InvariantCulture, $", resumed at {ResumedFrom:N0}") : "";
        string verified = Sha256 is null
            ? " (not verified: --no-verify)"
            : $", SHA-256 {Sha256} ({(Verified ? "verified" : "not verified: the server tells no SHA-256")})";
        return string.Create(CultureInfo.InvariantCulture, $"{File}: {Bytes:N0} bytes{resumed}{verified}");
    }
}
