using System.Globalization;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// The names of Linux' error numbers, as errno(3) and strace(1) write them: 111 is <c>ECONNREFUSED</c>.
/// </summary>
/// <remarks>
/// The numbers of asm-generic/errno.h and errno-base.h: the same on every architecture .NET runs on. Where two names
/// share a number it is the one the kernel's own header defines first: EAGAIN (EWOULDBLOCK), EDEADLK, EOPNOTSUPP.
/// </remarks>
public static class ErrnoNames
{
    // By number, from 1 on; null where Linux has no error of that number.
    private static readonly string?[] Names =
    [
        /*   1 */ "EPERM", "ENOENT", "ESRCH", "EINTR", "EIO",
        /*   6 */ "ENXIO", "E2BIG", "ENOEXEC", "EBADF", "ECHILD",
        /*  11 */ "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "ENOTBLK",
        /*  16 */ "EBUSY", "EEXIST", "EXDEV", "ENODEV", "ENOTDIR",
        /*  21 */ "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY",
        /*  26 */ "ETXTBSY", "EFBIG", "ENOSPC", "ESPIPE", "EROFS",
        /*  31 */ "EMLINK", "EPIPE", "EDOM", "ERANGE", "EDEADLK",
        /*  36 */ "ENAMETOOLONG", "ENOLCK", "ENOSYS", "ENOTEMPTY", "ELOOP",
        /*  41 */ null, "ENOMSG", "EIDRM", "ECHRNG", "EL2NSYNC",
        /*  46 */ "EL3HLT", "EL3RST", "ELNRNG", "EUNATCH", "ENOCSI",
        /*  51 */ "EL2HLT", "EBADE", "EBADR", "EXFULL", "ENOANO",
        /*  56 */ "EBADRQC", "EBADSLT", null, "EBFONT", "ENOSTR",
        /*  61 */ "ENODATA", "ETIME", "ENOSR", "ENONET", "ENOPKG",
        /*  66 */ "EREMOTE", "ENOLINK", "EADV", "ESRMNT", "ECOMM",
        /*  71 */ "EPROTO", "EMULTIHOP", "EDOTDOT", "EBADMSG", "EOVERFLOW",
        /*  76 */ "ENOTUNIQ", "EBADFD", "EREMCHG", "ELIBACC", "ELIBBAD",
        /*  81 */ "ELIBSCN", "ELIBMAX", "ELIBEXEC", "EILSEQ", "ERESTART",
        /*  86 */ "ESTRPIPE", "EUSERS", "ENOTSOCK", "EDESTADDRREQ", "EMSGSIZE",
        /*  91 */ "EPROTOTYPE", "ENOPROTOOPT", "EPROTONOSUPPORT", "ESOCKTNOSUPPORT", "EOPNOTSUPP",
        /*  96 */ "EPFNOSUPPORT", "EAFNOSUPPORT", "EADDRINUSE", "EADDRNOTAVAIL", "ENETDOWN",
        /* 101 */ "ENETUNREACH", "ENETRESET", "ECONNABORTED", "ECONNRESET", "ENOBUFS",
        /* 106 */ "EISCONN", "ENOTCONN", "ESHUTDOWN", "ETOOMANYREFS", "ETIMEDOUT",
        /* 111 */ "ECONNREFUSED", "EHOSTDOWN", "EHOSTUNREACH", "EALREADY", "EINPROGRESS",
        /* 116 */ "ESTALE", "EUCLEAN", "ENOTNAM", "ENAVAIL", "EISNAM",
        /* 121 */ "EREMOTEIO", "EDQUOT", "ENOMEDIUM", "EMEDIUMTYPE", "ECANCELED",
        /* 126 */ "ENOKEY", "EKEYEXPIRED", "EKEYREVOKED", "EKEYREJECTED", "EOWNERDEAD",
        /* 131 */ "ENOTRECOVERABLE", "ERFKILL", "EHWPOISON",
    ];

    /// <summary>The name of an error number.</summary>
    /// <param name="errno">As a system call left it.</param>
    /// <returns><c>ECONNREFUSED</c> for 111; the number as text where Linux has no error of that number.</returns>
    public static string Of(int errno)
    {
        bool isKnown = errno > 0 && errno <= Names.Length && Names[errno - 1] is not null;
        return isKnown ? Names[errno - 1]! : errno.ToString(CultureInfo.InvariantCulture);
    }
}
