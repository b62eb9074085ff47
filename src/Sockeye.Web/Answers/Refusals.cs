using Microsoft.AspNetCore.Http;
using Sockeye.Storage;

namespace Sockeye.Web.Answers;

/// <summary>What the storage refuses, as status codes. The details are for our log: the texts here are all that is told.</summary>
internal static class Refusals
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(5); // our choice: somebody else has it for a moment

    public static Task TellAsync(HttpResponse response, FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => Answer.TextAsync(response, StatusCodes.Status404NotFound, "There is no such file or directory."),
        FileRefusal.NotAllowed => Answer.TextAsync(response, StatusCodes.Status403Forbidden, "This is not allowed."),
        FileRefusal.Exists => Answer.TextAsync(response, StatusCodes.Status409Conflict, "The name is taken, or the directory is not empty."),
        FileRefusal.BadName => Answer.TextAsync(response, StatusCodes.Status400BadRequest, "This cannot be a name."),
        FileRefusal.BadRange => Answer.TextAsync(response, StatusCodes.Status416RangeNotSatisfiable, "The file has no such part."),
        FileRefusal.TooLarge => Answer.TextAsync(response, StatusCodes.Status413PayloadTooLarge, "It is larger than the limit."),
        FileRefusal.WrongLength => Answer.TextAsync(response, StatusCodes.Status400BadRequest, "Another number of bytes arrived than was announced."),
        FileRefusal.Checksum => Answer.TextAsync(response, StatusCodes.Status422UnprocessableEntity, "The bytes do not match their SHA-256."),
        FileRefusal.Full => Answer.TextAsync(response, StatusCodes.Status507InsufficientStorage, "The disk is full."),
        _ => Answer.LaterAsync(response, StatusCodes.Status503ServiceUnavailable, BusyFor, "It is in use."),
    };
}
