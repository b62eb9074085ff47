namespace Sockeye.Native;

/// <summary>
/// The error numbers of Linux that we decide upon (errno(3)); the same on every architecture .NET runs on.
/// </summary>
internal enum Errno
{
    None = 0,
    NotPermitted = 1, // EPERM
    NotFound = 2, // ENOENT
    TooBigArgument = 7, // E2BIG
    Again = 11, // EAGAIN, EWOULDBLOCK
    AccessDenied = 13, // EACCES
    Busy = 16, // EBUSY
    Exists = 17, // EEXIST
    CrossDevice = 18, // EXDEV
    NotDirectory = 20, // ENOTDIR
    IsDirectory = 21, // EISDIR
    Invalid = 22, // EINVAL
    TooManyOpenInSystem = 23, // ENFILE
    TooManyOpen = 24, // EMFILE
    TextBusy = 26, // ETXTBSY
    FileTooBig = 27, // EFBIG
    NoSpace = 28, // ENOSPC
    ReadOnlyFileSystem = 30, // EROFS
    NameTooLong = 36, // ENAMETOOLONG
    NoSuchCall = 38, // ENOSYS
    Loop = 40, // ELOOP
    QuotaExceeded = 122, // EDQUOT
}
