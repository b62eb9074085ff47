using System.Runtime.InteropServices;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>What a failed file call means: a refusal that a peer may be told, or a failure of ours.</summary>
internal static class FileFailure
{
    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="FileRefusedException">The error is one of the refusals.</exception>
    /// <exception cref="LocalFileException">It is another: the disk failed, for example.</exception>
    public static void Check(Errno error, string operation, FileName? name)
    {
        if (error != Errno.None)
            throw From(error, operation, name);
    }

    public static Exception From(Errno error, string operation, FileName? name) =>
        From(error, $"{operation} {(name is null ? "the root directory" : PrintableText.Escape(name.Text))}");

    /// <summary>The same of what is no name below a root.</summary>
    public static Exception From(Errno error, string attempt)
    {
        string message = $"cannot {attempt}: {Marshal.GetPInvokeErrorMessage((int)error)}";
        return Meaning(error) is { } refusal
            ? new FileRefusedException(refusal, message)
            : new LocalFileException(message, (int)error);
    }

    /// <summary>The same of a call that has failed already.</summary>
    public static Exception From(LocalFileException failure, string operation, FileName? name) =>
        From((Errno)failure.Error, operation, name);

    /// <summary>The refusal that was thrown, or that a failed call means; null when it is neither.</summary>
    public static FileRefusal? Meaning(Exception failure) => failure switch
    {
        FileRefusedException refused => refused.Refusal,
        LocalFileException local => Meaning((Errno)local.Error),
        _ => null,
    };

    private static FileRefusal? Meaning(Errno error) => error switch
    {
        Errno.NotFound or Errno.NotDirectory => FileRefusal.NotFound,
        Errno.AccessDenied or Errno.NotPermitted or Errno.Loop or Errno.CrossDevice or Errno.IsDirectory
            or Errno.ReadOnlyFileSystem => FileRefusal.NotAllowed,
        Errno.Exists or Errno.NotEmpty => FileRefusal.Exists,
        Errno.NameTooLong => FileRefusal.BadName,
        Errno.FileTooBig => FileRefusal.TooLarge,
        Errno.NoSpace or Errno.QuotaExceeded or Errno.TooManyLinks => FileRefusal.Full,
        Errno.Again or Errno.Busy or Errno.TextBusy
            or Errno.TooManyOpen or Errno.TooManyOpenInSystem => FileRefusal.Busy,
        _ => null,
    };
}
