using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Changes;

/// <summary>MOVE: gives a file or directory another name (RFC 4918 §9.9), on this server only.</summary>
internal static class MoveAnswer
{
    public static async Task AnswerAsync(FolderRequest request)
    {
        FileName from = request.RequireName();
        string? destination = request.Fields["Destination"];
        if (destination is null || !TryFind(request.Request, destination, out RequestTarget? target))
        {
            await Answer.TextAsync(
                request.Response, StatusCodes.Status400BadRequest, "Destination must be a path on this server.");
            return;
        }

        FileName to = FileName.Parse(target.Path);
        AccessEntry transfer = request.Begin("move", from);
        if (await PreconditionCheck.EvaluateAsync(request, from) == Verdict.Failed)
        {
            transfer.Fail("changed");
            await Answer.TextAsync(request.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
            return;
        }

        bool mayReplace = request.Fields["Overwrite"] != "F"; // RFC 4918 §10.6: T when it is absent
        bool replaces = PreconditionCheck.Exists(request.Visit, to);
        try
        {
            request.Visit.Move(from, to, mayReplace);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.Exists)
        {
            transfer.Fail(e);
            await Answer.TextAsync(request.Response, StatusCodes.Status412PreconditionFailed, "The name is taken.");
            return;
        }

        transfer.Complete();
        request.Response.Headers.Location = RequestTarget.Format(to.Text);
        await Answer.EmptyAsync(
            request.Response, replaces ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
    }

    private static bool TryFind(
        HttpRequest request, string destination, [NotNullWhen(true)] out RequestTarget? target)
    {
        string here = $"{request.Scheme}://{request.Host.Value}/";
        bool isHere = destination.StartsWith('/') && !destination.StartsWith("//", StringComparison.Ordinal)
            || destination.StartsWith(here, StringComparison.OrdinalIgnoreCase);
        target = isHere ? RequestTarget.Parse(destination) : null;
        return target is { Path.Length: > 0 };
    }
}
