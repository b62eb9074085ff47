using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Native;

namespace Sockeye.Access;

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
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is wrong; names the line.</exception>
    public UsersFile(string path, ILogger? logger = null)
    {
        (_path, _logger) = (path, logger ?? NullLogger.Instance);
        FileCalls.StatusBehind(path, out _seen);
        _current = Read(path);
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
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is wrong; names the line.</exception>
    public static AccountList ReadIfThere(string path) => File.Exists(path) ? Read(path) : new AccountList([]);

    /// <summary>Writes a file of users, in one step that others see.</summary>
    /// <remarks>
    /// Only its owner may read a new one; one that is there keeps its owner, group, mode and attributes. A link stays
    /// one: what it leads to is written.
    /// </remarks>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, AccountList accounts) => PrivateFile.Write(path, accounts.ToString());

    private static AccountList Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw new FormatException($"{path}: longer than {MaxBytes} bytes");

        try
        {
            return AccountList.Parse(StrictUtf8.GetString(File.ReadAllBytes(path)));
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
            _current = Read(_path);
            _logger.UsersChanged(_path, _current.All.Count);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or FormatException)
        {
            _logger.UsersUnreadable(_path, failed.Message);
        }
    }
}
