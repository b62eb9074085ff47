using Sockeye.Files.Http.Logins;
using Sockeye.Protocols.Checks;

namespace Sockeye.Files.Http;

/// <summary>The limits and choices of a folder over HTTP. Every limit is finite.</summary>
/// <remarks>How long a file may be is a limit of the root.</remarks>
public sealed record FolderSiteOptions
{
    /// <summary>What the root is called on its page. Default "Files".</summary>
    public string Title { get; init; } = "Files";

    /// <summary>
    /// Whether passwords may come over plain HTTP from another machine. Default no: anybody on the way reads them.
    /// </summary>
    public bool AllowsPlainLogin { get; init; }

    /// <summary>
    /// Whether a folder's <c>index.html</c> is shown in place of its list, which <c>?list</c> still shows. Default no.
    /// </summary>
    public bool ServesIndex { get; init; }

    /// <summary>A key by which devices come in without a password. Default none.</summary>
    public DeviceKey? DeviceKey { get; init; }

    /// <summary>
    /// The longest text that is compressed while it is sent, in bytes. Default 16 MiB, our choice: half a second of
    /// work.
    /// </summary>
    public long MaxCompressedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Where the directory of a zip of very many files is kept while it is sent, in a file without a name. Default
    /// <c>/tmp</c>.
    /// </summary>
    public string TemporaryDirectory { get; init; } = "/tmp";

    /// <summary>How many files one form may bring. Default 1,000, our choice.</summary>
    public int MaxFormFiles { get; init => field = Require.AtLeast(1, value); } = 1_000;
}
