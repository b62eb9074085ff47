using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.User;

/// <summary>Results of <c>user</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(UserResult))]
internal sealed partial class UserJson : JsonSerializerContext
{
    public static UserJson Lines { get; } = new(JsonLine.Options());
}
