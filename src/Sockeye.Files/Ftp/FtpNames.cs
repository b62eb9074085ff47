using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>Between what the session names and what the folder has.</summary>
internal static class FtpNames
{
    /// <summary>Under this key what arrived of a cut upload is kept for the same visitor.</summary>
    public const string UploadKey = "ftp";

    /// <summary>The word of the access log for what touches files; null for what only looks.</summary>
    public static string? AccessWordOf(FtpActionKind kind) => kind switch
    {
        FtpActionKind.Retrieve => "get",
        FtpActionKind.Store or FtpActionKind.Append or FtpActionKind.StoreUnique => "put",
        FtpActionKind.List or FtpActionKind.TellEntries => "list",
        FtpActionKind.Sum => "sum",
        FtpActionKind.SetModified => "touch",
        FtpActionKind.Delete => "delete",
        FtpActionKind.CreateDirectory => "mkdir",
        FtpActionKind.RemoveDirectory => "rmdir",
        FtpActionKind.Rename => "move",
        _ => null,
    };

    /// <summary>The file or directory of a path; null is the root.</summary>
    /// <exception cref="FileRefusedException">No file can have that name.</exception>
    public static FileName? Of(string path) => path.Length == 0 ? null : FileName.Parse(path);

    /// <summary>The file of a path.</summary>
    /// <exception cref="FileRefusedException">It is the root, or no file can have that name.</exception>
    public static FileName FileOf(string path) =>
        Of(path) ?? throw new FileRefusedException(FileRefusal.NotAllowed, "the root is no file");

    /// <summary>An entry of a listing, with what the visitor may do with it.</summary>
    /// <param name="visit">Whose rights.</param>
    /// <param name="name">Which; null is the root.</param>
    /// <param name="status">What it is.</param>
    /// <param name="shown">The name to show.</param>
    public static FtpEntry EntryOf(FolderVisit visit, FileName? name, FileStatus status, string shown)
    {
        Rights rights = visit.Visitor.Rights.For(name);
        bool mayWrite = rights.HasFlag(Rights.Write) && !visit.IsFixed(name);
        bool mayDelete = rights.HasFlag(Rights.Delete) && name is not null && !visit.IsFixed(name.Parent);
        return status.Kind switch
        {
            FileKind.Directory => new FtpEntry(
                shown, FtpEntryKind.Directory, null, status.Modified,
                FtpPermissions.OfDirectory(rights.HasFlag(Rights.List), mayWrite, mayDelete)),
            FileKind.File => new FtpEntry(
                shown, FtpEntryKind.File, status.Length, status.Modified,
                FtpPermissions.OfFile(rights.HasFlag(Rights.Read), mayWrite, mayDelete)),
            _ => new FtpEntry(shown, FtpEntryKind.Other, null, status.Modified),
        };
    }

    /// <summary>What is there under a name; of an upload that was cut, as much as arrived.</summary>
    /// <exception cref="FileRefusedException">Nothing is, or it may not be seen.</exception>
    public static FileStatus StatOrKept(FolderVisit visit, FileName? name)
    {
        try
        {
            return visit.Stat(name);
        }
        catch (FileRefusedException refused)
            when (refused.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            if (name is null || !visit.Visitor.May(Rights.Write, name)
                || visit.KeptLength(name, UploadKey) is not { } kept)
                throw;

            return new FileStatus(FileKind.File, kept, DateTimeOffset.UnixEpoch);
        }
    }
}
