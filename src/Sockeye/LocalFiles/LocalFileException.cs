namespace Sockeye.LocalFiles;

/// <summary>
/// A file on this side is at fault: it cannot be opened, read or written. No peer, and nothing on the way to one.
/// </summary>
/// <param name="message">What was attempted, and what happened.</param>
/// <param name="error">The system's number of it (errno(3)); 0 when no call has told one.</param>
/// <param name="cause">What led to it; null for nothing that is known.</param>
public sealed class LocalFileException(string message, int error = 0, Exception? cause = null)
    : IOException(message, cause)
{
    private const int NotFound = 2; // ENOENT
    private const int AccessDenied = 13; // EACCES
    private const int TooBig = 27; // EFBIG
    private const int NameTooLong = 36; // ENAMETOOLONG

    /// <summary>The system's number of it (errno(3)), 28 for ENOSPC; 0 when no call has told one.</summary>
    public int Error => error;

    /// <summary>Whether that is what .NET says about a file call of its own.</summary>
    internal static bool IsMeantBy(Exception failure) => failure is IOException or UnauthorizedAccessException
        || failure is ArgumentOutOfRangeException { ParamName: "value" }; // its word for EFBIG

    /// <summary>The same as .NET says it.</summary>
    /// <param name="failure">What a call of <see cref="System.IO"/> has thrown.</param>
    public static LocalFileException Of(Exception failure) => new(failure.Message, ErrorOf(failure), failure);

    // .NET puts the errno of a file call into HResult, and has types of its own for a few of them.
    private static int ErrorOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => NotFound,
        PathTooLongException => NameTooLong,
        ArgumentOutOfRangeException => TooBig,
        UnauthorizedAccessException { InnerException: IOException denied } => ErrorOf(denied),
        UnauthorizedAccessException => AccessDenied,
#pragma warning disable RS0030 // the one place that asks it
        { HResult: > 0 and < 4096 and var error } => error, // MAX_ERRNO of the kernel
#pragma warning restore RS0030
        _ => 0,
    };
}
