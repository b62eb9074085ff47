using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Files;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Changes;

/// <summary>The state of a file before it is changed, for the conditions of the request.</summary>
/// <remarks>
/// Nobody is told by a condition what he may not see: without the right to read, there is no tag to match.
/// </remarks>
internal static class PreconditionCheck
{
    public static async ValueTask<Verdict> EvaluateAsync(FolderRequest request, FileName name)
    {
        Preconditions conditions = request.Preconditions;
        return conditions.IsEmpty
            ? Verdict.Proceed
            : conditions.Evaluate(await ValidatorsAsync(request, name), isRead: false);
    }

    /// <summary>
    /// Whether the request is only for a name that nothing has (RFC 9110 §13.1.2). Who may not read it, and who comes
    /// meanwhile, are none to its conditions: so this is asked again when the file gets its name.
    /// </summary>
    public static bool MustBeNew(FolderRequest request) =>
        request.Preconditions.IfNoneMatch is { } field && EntityTagList.Parse(field).IsAny;

    /// <summary>Answers that something has the name.</summary>
    public static Task NotNewAsync(FolderRequest request)
    {
        request.Response.Headers.Remove("Location"); // of an upload that will not be
        return Answer.TextAsync(
            request.Response, StatusCodes.Status412PreconditionFailed, "There is a file of that name.");
    }

    /// <summary>Whether something has the name, as far as this visitor may know.</summary>
    public static bool Exists(FolderVisit visit, FileName name)
    {
        try
        {
            visit.Stat(name);
            return true;
        }
        catch (FileRefusedException)
        {
            return false;
        }
    }

    private static async ValueTask<Validators?> ValidatorsAsync(FolderRequest request, FileName name)
    {
        try
        {
            using ServedFile file = request.Visit.OpenRead(name);
            return await FileValidators.OfAsync(file, null, request.Cancel);
        }
        catch (FileRefusedException e) when (e.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            return null;
        }
    }
}
