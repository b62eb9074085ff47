using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sockeye.Http.Answers;

namespace Sockeye.Files.Http.Uploads;

/// <summary>The problem types of resumable uploads (draft §8), as RFC 9457 writes them.</summary>
internal static class UploadProblem
{
    private const string Registry = "https://iana.org/assignments/http-problem-types#";

    public static Task MismatchingOffsetAsync(HttpResponse response, long expected, long provided) => TellAsync(
        response, StatusCodes.Status409Conflict, "mismatching-upload-offset", "The offset is not that of the upload.",
        string.Create(CultureInfo.InvariantCulture, $",\"expected-offset\":{expected},\"provided-offset\":{provided}"));

    public static Task CompletedAsync(HttpResponse response) => TellAsync(
        response, StatusCodes.Status400BadRequest, "completed-upload", "The upload is complete already.", "");

    public static Task InconsistentLengthAsync(HttpResponse response) => TellAsync(
        response, StatusCodes.Status400BadRequest, "inconsistent-upload-length",
        "The length of the upload is not what was told before.", "");

    private static Task TellAsync(HttpResponse response, int status, string type, string title, string members) =>
        Answer.TextAsync(
            response, status, $"{{\"type\":\"{Registry}{type}\",\"title\":\"{title}\",\"status\":{status}{members}}}",
            "application/problem+json");
}
