using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Folders;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Http.Pages;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Files;

/// <summary>GET and HEAD: a file, or a directory in one of its forms.</summary>
internal static class ReadAnswer
{
    private const string IndexName = "index.html";

    // Browsers ask for it where a file is shown, which cannot name its icon.
    private const string FavoriteIcon = "favicon.ico";

    public static Task AnswerAsync(FolderRequest request)
    {
        bool isDirectory = request.Name is null || request.Target.IsDirectory;
        return isDirectory ? DirectoryAsync(request) : FileAsync(request, request.Name!);
    }

    private static async Task DirectoryAsync(FolderRequest request)
    {
        if (request.Name is { } name && !request.Visit.Stat(name).IsDirectory)
            throw new FileRefusedException(FileRefusal.NotFound, "not a directory");

        if (request.Use.ServesIndex && request.Target.Query.Length == 0 && OpenIndex(request) is { } index)
        {
            using ServedFile file = index.File;
            await FileAnswer.AnswerAsync(request, index.Name, file);
        }
        else
        {
            await FolderAnswer.AnswerAsync(request, request.Name);
        }
    }

    private static (FileName Name, ServedFile File)? OpenIndex(FolderRequest request)
    {
        try
        {
            var name = FileName.Parse(request.Name is { } directory ? $"{directory.Text}/{IndexName}" : IndexName);
            return (name, request.Visit.OpenRead(name));
        }
        catch (FileRefusedException)
        {
            return null; // there is none, or not for this visitor
        }
    }

    // Opened first: most of what is asked for are files.
    private static async Task FileAsync(FolderRequest request, FileName name)
    {
        ServedFile file;
        try
        {
            file = request.Visit.OpenRead(name);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.NotAllowed && IsDirectory(request.Visit, name))
        {
            string query = request.Target.Query.Length == 0 ? "" : "?" + request.Target.Query;
            await Answer.ElsewhereAsync(
                request.Response, StatusCodes.Status308PermanentRedirect,
                RequestTarget.Format(name.Text, isDirectory: true) + query);
            return;
        }

        catch (FileRefusedException e) when (e.Refusal == FileRefusal.NotFound && name.Text == FavoriteIcon)
        {
            await Answer.ElsewhereAsync(
                request.Response, StatusCodes.Status307TemporaryRedirect, HouseStyle.Icon);
            return;
        }

        using (file)
            await FileAnswer.AnswerAsync(request, name, file);
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
