using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>What a response of HTTP says, in the terms of all protocols.</summary>
internal static partial class HttpAnswers
{
    /// <exception cref="PeerProtocolException">It is not of success.</exception>
    public static void RequireSuccess(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            return;

        string hint = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "; log in with --user",
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest
                when response.Headers.Location is { } elsewhere => $"; it is at {elsewhere}",
            _ => "",
        };
        string status = string.Create(
            CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}{hint}");
        throw new PeerProtocolException(ProtocolError.Refused, $"the server refused: {PrintableText.Escape(status)}");
    }

    /// <exception cref="PeerProtocolException">It is not of success, or is a part that nobody asked for.</exception>
    public static void RequireWhole(HttpResponseMessage response)
    {
        RequireSuccess(response);
        if (response.StatusCode == HttpStatusCode.PartialContent)
            throw new PeerProtocolException(
                ProtocolError.Unexpected, "the server sent a part of the file, and the whole was asked for");
    }

    /// <summary>What the fields tell of a file.</summary>
    public static RemoteFile FileOf(string name, HttpResponseMessage response)
    {
        HttpContentHeaders content = response.Content.Headers;
        long? length = content.ContentRange?.Length ?? (content.ContentRange is null ? content.ContentLength : null);
        string? tag = response.Headers.ETag is { IsWeak: false } strong ? strong.Tag : null;
        string? time = TimeOf(response);
        return new RemoteFile(name, FileKind.File, length, content.LastModified, SumOf(response))
        {
            Version = tag ?? time,
            OtherVersion = time,
            SuggestedName = SafeName(content.ContentDisposition?.FileNameStar)
                ?? SafeName(PlainOf(content.ContentDisposition?.FileName)),
        };
    }

    // A quoted string, most often of UTF-8, whatever the RFC says of it; HttpClient reads it as Latin-1.
    private static string? PlainOf(string? quoted)
    {
        if (quoted is null)
            return null;

        string text = QuotedPair().Replace(quoted.Trim('"'), "$1");
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return text.All(static letter => letter <= 0xff) && Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : text;
    }

    [GeneratedRegex(@"\\([\x22\\])")]
    private static partial Regex QuotedPair();

    // RFC 6266 §4.3: only the last part of a path, and nothing that means something here.
    private static string? SafeName(string? told)
    {
        string name = told?[(told.LastIndexOfAny(['/', '\\']) + 1)..].Trim() ?? "";
        return name is not (['.', ..] or ['-', ..]) && FileName.TryParse(name, out _) ? name : null;
    }

    // A time tells versions apart only if nothing can have changed in the same second since (RFC 9110 §8.8.2.2).
    private static string? TimeOf(HttpResponseMessage response) =>
        response.Content.Headers.LastModified is { } modified && response.Headers.Date is { } now
        && modified + TimeSpan.FromSeconds(1) <= now
            ? modified.ToString("R", CultureInfo.InvariantCulture)
            : null;

    private static Sha256Sum? SumOf(HttpResponseMessage response)
    {
        string? field = response.Headers.TryGetValues("Repr-Digest", out IEnumerable<string>? values)
            || response.Content.Headers.TryGetValues("Repr-Digest", out values)
            ? string.Join(", ", values)
            : null;
        return DigestField.TryParse(field, out Sha256Sum? sum) ? sum : null;
    }
}
