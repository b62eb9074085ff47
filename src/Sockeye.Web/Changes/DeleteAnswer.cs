using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Changes;

/// <summary>DELETE: a file, or an empty directory. Never a tree.</summary>
internal static class DeleteAnswer
{
    public static async Task AnswerAsync(Exchange exchange)
    {
        FileName name = exchange.RequireName();
        Transfer transfer = exchange.Begin("delete", name);
        if (!exchange.Visit.Visitor.May(Rights.Delete, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to delete");

        bool isDirectory = exchange.Target.IsDirectory || exchange.Visit.Stat(name).IsDirectory;
        if (!isDirectory && await Present.EvaluateAsync(exchange, name) == Verdict.Failed)
        {
            transfer.Fail("changed");
            await Answer.TextAsync(exchange.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
            return;
        }

        if (isDirectory)
            exchange.Visit.RemoveDirectory(name);
        else
            exchange.Visit.Delete(name);
        transfer.Complete();
        await Answer.EmptyAsync(exchange.Response, StatusCodes.Status204NoContent);
    }
}
