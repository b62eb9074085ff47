using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Changes;

/// <summary>MOVE: gives a file or directory another name (RFC 4918 §9.9), on this server only.</summary>
internal static class MoveAnswer
{
    public static async Task AnswerAsync(Exchange exchange)
    {
        FileName from = exchange.RequireName();
        string? destination = exchange.Request.Headers["Destination"];
        if (destination is null || !TryFind(exchange.Request, destination, out RequestTarget? target))
        {
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status400BadRequest, "Destination must be a path on this server.");
            return;
        }

        FileName to = FileName.Parse(target.Path);
        Transfer transfer = exchange.Begin("move", from);
        if (await Present.EvaluateAsync(exchange, from) == Verdict.Failed)
        {
            transfer.Fail("changed");
            await Answer.TextAsync(exchange.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
            return;
        }

        bool mayReplace = exchange.Request.Headers["Overwrite"] != "F"; // RFC 4918 §10.6: T when it is absent
        bool replaces = Present.Exists(exchange.Visit, to);
        try
        {
            exchange.Visit.Move(from, to, mayReplace);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.Exists)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            await Answer.TextAsync(exchange.Response, StatusCodes.Status412PreconditionFailed, "The name is taken.");
            return;
        }

        transfer.Complete();
        exchange.Response.Headers.Location = RequestTarget.Format(to.Text);
        await Answer.EmptyAsync(
            exchange.Response, replaces ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
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
