using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>Results as JSON, one object per line (<c>--json</c>).</summary>
internal static class JsonLine
{
    public static string Of<T>(T result)
        where T : class, IJsonLine<T> => JsonSerializer.Serialize(result, T.JsonType);

    /// <summary>How all results are written. New ones for each: a context makes them its own.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is a terminal or a pipe, not a web page
    };
}
