using System.Text.Json.Serialization.Metadata;

namespace Sockeye.Cli.Console;

/// <summary>What can be printed as a line of JSON.</summary>
/// <typeparam name="TSelf">The result itself.</typeparam>
internal interface IJsonLine<TSelf>
    where TSelf : class, IJsonLine<TSelf>
{
    /// <summary>How it is written: of the context of its folder, by <see cref="JsonLine.Options"/>.</summary>
    static abstract JsonTypeInfo<TSelf> JsonType { get; }
}
