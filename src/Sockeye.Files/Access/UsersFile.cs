using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Access;

/// <summary>A file of users (<see cref="AccountList"/>), read again when it has changed.</summary>
/// <remarks>
/// What is taken from an account there counts from the next question on. A file that has become wrong or is gone
/// changes nothing: the log says so, and the accounts stay those read last.
/// </remarks>
public sealed class UsersFile : IAccountSource
{
    /// <summary>The longest file in bytes: our choice, some 5,000 accounts.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Statx _seen;
    private AccountList _current;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="logger">Is told of a change, and of a file that cannot be read again. Null: nobody.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be read, or is not to be believed: it is not a regular file, belongs to another user than us and root,
    /// or others may write to it.
    /// </exception>
    /// <exception cref="FormatException">It is wrong; names the line.</exception>
    public UsersFile(string path, ILogger? logger = null)
    {
        (_path, _logger) = (path, logger ?? NullLogger.Instance);
        FileCalls.StatusBehind(path, out _seen);
        _current = ReadOrNull(path) ?? throw new FileNotFoundException($"{path} cannot be read: there is no such file");
    }

    /// <inheritdoc/>
    public AccountList Current
    {
        get
        {
            lock (_lock)
            {
                if (FileCalls.StatusBehind(_path, out Statx now) != Errno.None)
                    now = default; // gone: told once, like any other change
                if (!IsSame(now, _seen))
                    ReadAgain(now);
                return _current;
            }
        }
    }

    /// <summary>Reads a file of users; one that is not there is empty.</summary>
    /// <exception cref="LocalFileException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is wrong; names the line.</exception>
    public static AccountList ReadIfThere(string path) => ReadOrNull(path) ?? new AccountList([]);

    /// <summary>Writes a file of users, in one step that others see.</summary>
    /// <remarks>
    /// Only its owner may read a new one; one that is there keeps its owner, group, mode and attributes, unless another
    /// user could have put it there. A link stays one: what it leads to is written.
    /// </remarks>
    /// <exception cref="LocalFileException">It cannot be written.</exception>
    public static void Write(string path, AccountList accounts) => PrivateFile.Write(path, accounts.ToString());

    // Null: it is not there.
    private static AccountList? ReadOrNull(string path)
    {
        if (PrivateFile.OpenToRead(path) is not { } file)
            return null;

        byte[] all;
        using (file)
            all = FileBytes.ReadAll(file, atMost: MaxBytes + 1);
        if (all.Length > MaxBytes)
            throw new FormatException($"{path}: longer than {MaxBytes} bytes");

        try
        {
            return AccountList.Parse(StrictUtf8.GetString(all));
        }
        catch (DecoderFallbackException notText)
        {
            throw new FormatException($"{path}: it is not UTF-8", notText);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{path}, {wrong.Message}", wrong);
        }
    }

    private static bool IsSame(in Statx one, in Statx other) =>
        one.Identity == other.Identity && one.Size == other.Size && one.Changed == other.Changed;

    private void ReadAgain(in Statx now)
    {
        _seen = now;
        try
        {
            _current = ReadOrNull(_path) ?? throw new FileNotFoundException("there is no such file");
            _logger.UsersChanged(_path, _current.All.Count);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or FormatException)
        {
            _logger.UsersUnreadable(_path, failed.Message);
        }
    }
}
