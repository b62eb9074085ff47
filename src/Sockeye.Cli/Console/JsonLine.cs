using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sockeye.Cli.Console;

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
