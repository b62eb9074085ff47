using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Changes;

/// <summary>DELETE: a file, or an empty directory. Never a tree.</summary>
internal static class DeleteAnswer
{
    public static async Task AnswerAsync(FolderRequest request)
    {
        FileName name = request.RequireName();
        AccessEntry transfer = request.Begin("delete", name);
        if (!request.Visit.Visitor.May(Rights.Delete, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to delete");

        bool isDirectory = request.Target.IsDirectory || request.Visit.Stat(name).IsDirectory;
        if (!isDirectory && await PreconditionCheck.EvaluateAsync(request, name) == Verdict.Failed)
        {
            transfer.Fail("changed");
            await Answer.TextAsync(request.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
            return;
        }

        if (isDirectory)
            request.Visit.RemoveDirectory(name);
        else
            request.Visit.Delete(name);
        transfer.Complete();
        await Answer.EmptyAsync(request.Response, StatusCodes.Status204NoContent);
    }
}
