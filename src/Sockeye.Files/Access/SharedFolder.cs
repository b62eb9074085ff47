using System.Net;
using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Transports;

namespace Sockeye.Files.Access;

/// <summary>A folder, who may use it, and what is under way: what all file services of one server share.</summary>
/// <param name="root">The files. Stays with the caller.</param>
/// <param name="accounts">Who may do what.</param>
/// <param name="transfers">The accesses under way.</param>
/// <param name="work">What shares out listing, summing, compressing and packing; null for the defaults.</param>
public sealed class SharedFolder(FileRoot root, Accounts accounts, Transfers transfers, HeavyWork? work = null)
{
    /// <summary>A folder that everybody may use in the same way, without a log.</summary>
    /// <param name="root">The files. Stays with the caller.</param>
    /// <param name="rights">What everybody may do everywhere.</param>
    public SharedFolder(FileRoot root, Rights rights)
        : this(root, Accounts.Anyone(rights), new Transfers(TimeProvider.System))
    {
    }

    /// <summary>The files.</summary>
    public FileRoot Root => root;

    /// <summary>Who may do what.</summary>
    public Accounts Accounts => accounts;

    /// <summary>The accesses under way.</summary>
    public Transfers Transfers => transfers;

    /// <summary>What shares out listing, summing, compressing and packing.</summary>
    internal HeavyWork Work { get; } = work ?? new HeavyWork();

    /// <summary>The folder as this visitor may use it over a connection; when that is gone, work for it ends.</summary>
    /// <param name="visitor">Who.</param>
    /// <param name="connection">From where.</param>
    /// <param name="protocol">By which service, for the log: <c>http</c>, <c>ftp</c>, <c>files</c>.</param>
    public FolderVisit Visit(Visitor visitor, StreamConnection connection, string protocol) =>
        Visit(visitor, connection, connection.RemoteEndPoint, protocol);

    /// <summary>The same, where the connection is a proxy's.</summary>
    /// <param name="visitor">Who.</param>
    /// <param name="connection">The proxy's, or the peer's.</param>
    /// <param name="from">From where; null when it is not known.</param>
    /// <param name="protocol">By which protocol, for the log.</param>
    public FolderVisit Visit(Visitor visitor, StreamConnection connection, EndPoint? from, string protocol) =>
        new(this, visitor, from, protocol, new PeerPresence(connection, transfers.Time));

    /// <summary>The folder as this visitor may use it.</summary>
    /// <param name="visitor">Who.</param>
    /// <param name="from">Where from, for the log.</param>
    /// <param name="protocol">
    /// By which service, for the log: <c>http</c>, <c>ftp</c>, <c>files</c>, <c>tftp</c>.
    /// </param>
    public FolderVisit Visit(Visitor visitor, EndPoint? from, string protocol) =>
        new(this, visitor, from, protocol, presence: null);
}
