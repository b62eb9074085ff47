using Sockeye.Protocols.Checks;

namespace Sockeye.Files.Remotes;

/// <summary>How to deal with a server.</summary>
public sealed record RemoteOptions
{
    /// <summary>How long to wait for a connection, and then for anything to move. Default 30 s.</summary>
    public TimeSpan Timeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a broken connection is tried again. Default 5 times: half a minute.</summary>
    public int Retries { get; init => field = Require.AtLeast(0, value); } = 5;

    /// <summary>
    /// Who logs in, and with what. Default: nobody. A <see cref="RemoteClient"/> uses it for URLs with that user only.
    /// </summary>
    public RemoteLogin? Login { get; init; }

    /// <summary>Whether the SHA-256 of what is fetched is computed and asked for. Default: yes.</summary>
    /// <remarks>
    /// Otherwise only the length is certain. Whether a <c>.part</c> is the beginning of the file is asked all the same:
    /// what two attempts fetched would else be two files in one.
    /// </remarks>
    public bool Verifies { get; init; } = true;

    /// <summary>Whether a fetch goes on from the <c>.part</c> that an earlier one left. Default: yes.</summary>
    public bool Resumes { get; init; } = true;

    /// <summary>
    /// HTTP: whether a fetch is refused that the server sends on to the same name with a slash, which is the page of a
    /// directory. Default: no, the page is what is fetched.
    /// </summary>
    public bool RefusesDirectoryPages { get; init; }

    /// <summary>
    /// HTTP: fields of our user's own, sent with each request to the server of the URL; to another that an answer leads
    /// to they are not. Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">One cannot be sent: see <see cref="FlawOfHeader"/>.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init => field = RequireFields(value); } = [];

    /// <summary>TFTP: bytes per block, 8 to 65,464 (RFC 2348). Default null: 1,428, or what the server takes.</summary>
    public int? BlockBytes { get; init; }

    /// <summary>TFTP: blocks per acknowledgement, 1 to 65,535 (RFC 7440). Default null: 64.</summary>
    public int? WindowBlocks { get; init; }

    /// <summary>TFTP: text with line endings translated (RFC 1350 §1). Default: no.</summary>
    public bool IsNetascii { get; init; }

    // Framing, the connection and ranges: whoever changed those would break the transfer (RFC 9110, RFC 9112).
    private static string[] OfTransfer { get; } =
    [
        "Host", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Upgrade", "Range", "If-Range",
        "TE", "Trailer", "Expect",
    ];

    /// <summary>Why a field cannot be one of <see cref="Headers"/>.</summary>
    /// <param name="name">Its name: a token of RFC 9110 §5.6.2.</param>
    /// <param name="value">Its value: printable ASCII, spaces and tabs.</param>
    /// <returns>A clause for people; null when it can.</returns>
    public static string? FlawOfHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        bool isName = name.Length > 0 && name.All(static letter =>
            char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal));
        bool isOfTransfer = OfTransfer.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        if (!isName)
            return $"'{name}' is not a name of a field";
        if (isOfTransfer)
            return $"{name} belongs to the transfer itself, which sets it";
        return value.All(static letter => letter is '\t' or (>= ' ' and <= '~'))
            ? null
            : "its value may have no characters but printable ASCII";
    }

    private static IReadOnlyList<KeyValuePair<string, string>> RequireFields(
        IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        foreach ((string name, string value) in fields)
        {
            if (FlawOfHeader(name, value) is { } flaw)
                throw new ArgumentException(flaw, nameof(fields));
        }

        return fields;
    }
}
