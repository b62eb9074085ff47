using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sockeye.Cli.Output;

/// <summary>Results as JSON, one object per line (<c>--json</c>).</summary>
internal static class JsonLine
{
    private static readonly ResultJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is a terminal or a pipe, not a web page
    });

    public static string Of<T>(T result)
        where T : class => JsonSerializer.Serialize(result, typeof(T), Json);
}
