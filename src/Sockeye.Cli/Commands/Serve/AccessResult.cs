using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>One access, in JSON.</summary>
/// <param name="Time">When it ended, RFC 3339.</param>
/// <param name="Protocol">By which protocol.</param>
/// <param name="From">Where from.</param>
/// <param name="User">Who.</param>
/// <param name="Action">What was asked for.</param>
/// <param name="Name">Of which file or directory.</param>
/// <param name="Bytes">How many bytes of content moved.</param>
/// <param name="Result"><c>ok</c>, <c>incomplete</c>, <c>cut-off</c>, or the word of the refusal.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
/// <param name="Missing">What a listing or an archive lacks; null when it lacks nothing.</param>
internal sealed record AccessResult(
    DateTimeOffset Time, string Protocol, string From, string User, string Action, string Name, long Bytes,
    string Result, double ElapsedMs, string? Missing) : IJsonLine<AccessResult>
{
    public static JsonTypeInfo<AccessResult> JsonType => ServeJson.Lines.AccessResult;

    public static AccessResult Of(AccessRecord access) => new(
        access.Time, access.Protocol, access.From, access.User, access.Action, access.Name, access.Bytes, access.Result,
        access.Elapsed.TotalMilliseconds, access.Missing.Length == 0 ? null : access.Missing);
}
