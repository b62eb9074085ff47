namespace Sockeye.Native;

/// <summary>
/// The error numbers of Linux that we decide upon (errno(3)); the same on every architecture .NET runs on.
/// </summary>
internal enum Errno
{
    None = 0,
    NotPermitted = 1, // EPERM
    NotFound = 2, // ENOENT
    Interrupted = 4, // EINTR
    NoDevice = 6, // ENXIO: of a FIFO, that nobody reads it
    TooBigArgument = 7, // E2BIG
    BadDescriptor = 9, // EBADF
    Again = 11, // EAGAIN, EWOULDBLOCK
    NoMemory = 12, // ENOMEM
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
    TooManyLinks = 31, // EMLINK
    Pipe = 32, // EPIPE
    NameTooLong = 36, // ENAMETOOLONG
    NoSuchCall = 38, // ENOSYS
    NotEmpty = 39, // ENOTEMPTY
    Loop = 40, // ELOOP
    NotSocket = 88, // ENOTSOCK
    MessageTooLong = 90, // EMSGSIZE
    WrongProtocolType = 91, // EPROTOTYPE
    NoProtocolOption = 92, // ENOPROTOOPT
    ProtocolNotSupported = 93, // EPROTONOSUPPORT
    TypeNotSupported = 94, // ESOCKTNOSUPPORT
    NotSupported = 95, // EOPNOTSUPP
    FamilyNotSupported = 97, // EAFNOSUPPORT
    AddressInUse = 98, // EADDRINUSE
    AddressNotAvailable = 99, // EADDRNOTAVAIL
    NetworkDown = 100, // ENETDOWN
    NetworkUnreachable = 101, // ENETUNREACH
    NetworkReset = 102, // ENETRESET
    ConnectionAborted = 103, // ECONNABORTED
    ConnectionReset = 104, // ECONNRESET
    NoBuffers = 105, // ENOBUFS
    IsConnected = 106, // EISCONN
    NotConnected = 107, // ENOTCONN
    TimedOut = 110, // ETIMEDOUT
    ConnectionRefused = 111, // ECONNREFUSED
    HostDown = 112, // EHOSTDOWN
    HostUnreachable = 113, // EHOSTUNREACH
    Already = 114, // EALREADY
    InProgress = 115, // EINPROGRESS
    QuotaExceeded = 122, // EDQUOT
}
