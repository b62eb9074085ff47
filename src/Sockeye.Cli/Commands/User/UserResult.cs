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
