using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.User;

/// <summary>Somebody who may log in.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Rights">By path.</param>
internal sealed record UserResult(string Name, string Rights) : IJsonLine<UserResult>
{
    public static JsonTypeInfo<UserResult> JsonType => UserJson.Lines.UserResult;

    public string ToText() => $"{Name,-20} {Rights}";
}

/// <summary>Results of <c>user</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(UserResult))]
internal sealed partial class UserJson : JsonSerializerContext
{
    public static UserJson Lines { get; } = new(JsonLine.Options());
}
