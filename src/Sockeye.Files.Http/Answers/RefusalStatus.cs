using Microsoft.AspNetCore.Http;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;

namespace Sockeye.Files.Http.Answers;

/// <summary>What the storage refuses, as status codes.</summary>
/// <remarks>The details are for our log: the texts here are all that is told.</remarks>
internal static class RefusalStatus
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(5); // our choice: somebody else has it for a moment

    public static Task TellAsync(HttpResponse response, FileRefusal refusal)
    {
        if (refusal == FileRefusal.Busy)
            return Answer.LaterAsync(response, StatusCodes.Status503ServiceUnavailable, BusyFor, "It is in use.");

        (int status, string text) = Words(refusal);
        return Answer.TextAsync(response, status, text);
    }

    private static (int Status, string Text) Words(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => (StatusCodes.Status404NotFound, "There is no such file or directory."),
        FileRefusal.NotAllowed => (StatusCodes.Status403Forbidden, "This is not allowed."),
        FileRefusal.Exists => (StatusCodes.Status409Conflict, "The name is taken, or the directory is not empty."),
        FileRefusal.BadName => (StatusCodes.Status400BadRequest, "This cannot be a name."),
        FileRefusal.BadRange => (StatusCodes.Status416RangeNotSatisfiable, "The file has no such part."),
        FileRefusal.TooLarge => (StatusCodes.Status413PayloadTooLarge, "It is larger than the limit."),
        FileRefusal.WrongLength => (StatusCodes.Status400BadRequest, "Other bytes arrived than were announced."),
        FileRefusal.Checksum => (StatusCodes.Status422UnprocessableEntity, "The bytes do not match their SHA-256."),
        FileRefusal.Full => (StatusCodes.Status507InsufficientStorage, "The disk is full."),
        _ => (StatusCodes.Status500InternalServerError, "This has failed; it is our fault."),
    };
}
