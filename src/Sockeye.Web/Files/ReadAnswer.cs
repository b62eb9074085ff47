using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;
using Sockeye.Web.Folders;

namespace Sockeye.Web.Files;

/// <summary>GET and HEAD: a file, or a directory in one of its forms.</summary>
internal static class ReadAnswer
{
    public static Task AnswerAsync(Exchange exchange)
    {
        if (exchange.Name is not { } name)
            return FolderAnswer.AnswerAsync(exchange, null);

        return exchange.Target.IsDirectory ? DirectoryAsync(exchange, name) : FileAsync(exchange, name);
    }

    private static Task DirectoryAsync(Exchange exchange, FileName name) =>
        exchange.Visit.Stat(name).IsDirectory
            ? FolderAnswer.AnswerAsync(exchange, name)
            : throw new FileRefusedException(FileRefusal.NotFound, "not a directory");

    // Opened first: most of what is asked for are files.
    private static async Task FileAsync(Exchange exchange, FileName name)
    {
        ServedFile file;
        try
        {
            file = exchange.Visit.OpenRead(name);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.NotAllowed && IsDirectory(exchange.Visit, name))
        {
            string query = exchange.Target.Query.Length == 0 ? "" : "?" + exchange.Target.Query;
            await Answer.ElsewhereAsync(
                exchange.Response, StatusCodes.Status308PermanentRedirect,
                RequestTarget.Format(name.Text, isDirectory: true) + query);
            return;
        }

        using (file)
            await FileAnswer.AnswerAsync(exchange, name, file);
    }

    private static bool IsDirectory(FolderVisit visit, FileName name)
    {
        try
        {
            return visit.Stat(name).IsDirectory;
        }
        catch (FileRefusedException)
        {
            return false;
        }
    }
}
