using System.Net;
using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Access;

/// <summary>A folder as one visitor may use it: the only way from a protocol to the files.</summary>
/// <remarks>
/// Each method asks for the rights first: <see cref="FileRefusedException"/> with <see cref="FileRefusal.NotAllowed"/>
/// when they are missing, before anything tells whether the file is there. Then it does what the
/// <see cref="FileRoot"/> does. Safe from any thread.
/// </remarks>
public sealed class FolderVisit
{
    private readonly SharedFolder _folder;
    private readonly EndPoint? _from;
    private readonly string _protocol;
    private readonly PeerPresence? _presence;
    private volatile PublishedFile? _last;

    internal FolderVisit(
        SharedFolder folder, Visitor visitor, EndPoint? from, string protocol, PeerPresence? presence)
    {
        (_folder, _from, _protocol, _presence) = (folder, from, protocol, presence);
        Visitor = visitor;
    }

    /// <summary>Who it is.</summary>
    public Visitor Visitor { get; }

    private FileRoot Root => _folder.Root;

    // Most visits are of one short file, and need neither.
    private PeerNetwork[] Peer => field ??= PeerNetwork.Of(_from);

    private Func<bool>? IsGone => _presence is null ? null : _presence.IsGone;

    private WorkPlace? TryBeginSum() => _folder.Work.TryEnterSum(Peer, IsGone);

    // Of whom so many uploads are kept. A name has no NUL, so no account is taken for an address.
    private string Owner => Visitor.IsAnonymous ? $"{Visitor.Name}\0{Peer[^1]}" : Visitor.Name;

    /// <summary>
    /// Whether nothing in a directory can be replaced, renamed or removed, nor added to it, whatever the rights: see
    /// <see cref="FileRoot.OfPaths"/>.
    /// </summary>
    /// <param name="directory">Which directory; null is the root.</param>
    public bool IsFixed(FileName? directory) => directory is null && Root.IsSideBySide;

    /// <summary>Opens a regular file for reading. Needs <see cref="Rights.Read"/>.</summary>
    public ServedFile OpenRead(FileName name)
    {
        Require(Rights.Read, name);
        return Root.OpenRead(name);
    }

    /// <summary>
    /// Tells what is known of a file or directory; null is the root. Needs <see cref="Rights.List"/> or
    /// <see cref="Rights.Read"/>, or something below it that is not forbidden.
    /// </summary>
    public FileStatus Stat(FileName? name)
    {
        if (name is null)
            return Root.Stat(name);
        if (!IsSeen(name, isDirectory: true) && !Visitor.May(Rights.Read, name))
            throw Refused(name);

        FileStatus status = Root.Stat(name);
        bool isSeen = IsSeen(name, status.IsDirectory) || Visitor.May(Rights.Read, name);
        return isSeen ? status : throw Refused(name);
    }

    /// <summary>
    /// Lists what the visitor may see: what has <see cref="Rights.List"/>, and directories on the way to anything that
    /// is not forbidden. What the rights hide is not missing: it is not told at all.
    /// </summary>
    public FileListing List(FileName? directory, bool isRecursive, CancellationToken cancel)
    {
        if (directory is not null && !IsSeen(directory, isDirectory: true))
            throw Refused(directory);

        PathRights rights = Visitor.Rights;
        return Root.List(
            directory, isRecursive, (name, isDirectory) => IsSeen(rights, name, isDirectory), Peer[^1], cancel);
    }

    /// <summary>Begins what is made while it is sent, and can be much: a tree that is listed or packed.</summary>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.Busy"/>: there is too much of it now.</exception>
    public WorkPlace BeginWork() => TryBeginWork() ?? throw Busy();

    /// <summary>The same; null when there is too much of it now.</summary>
    public WorkPlace? TryBeginWork() => _folder.Work.TryEnter(Peer, IsGone);

    /// <summary>Begins a sum.</summary>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.Busy"/>: there are too many now.</exception>
    public WorkPlace BeginSum() => TryBeginSum() ?? throw Busy();

    /// <summary>The SHA-256 of a part of a file, in this visitor's turns. That of the whole is kept.</summary>
    /// <param name="file">The file, as this visit opened it.</param>
    /// <param name="offset">Where the part begins, in bytes; within the file.</param>
    /// <param name="length">How many bytes; within the file.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">
    /// <see cref="FileRefusal.Busy"/>: there are too many sums now, or the file became shorter.
    /// </exception>
    public async ValueTask<Sha256Sum> SumAsync(ServedFile file, long offset, long length, CancellationToken cancel)
    {
        using WorkPlace place = BeginSum();
        return await file.SumAsync(offset, length, cancel, place);
    }

    /// <summary>The SHA-256 of a whole file, as a courtesy.</summary>
    /// <param name="file">The file, as this visit opened it.</param>
    /// <param name="maxBytes">What is longer is not read for it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Null when it is neither known nor short enough, or there are too many sums now.</returns>
    public async ValueTask<Sha256Sum?> TrySumAsync(ServedFile file, long maxBytes, CancellationToken cancel)
    {
        if (file.KnownSum is { } known)
            return known;
        if (file.Length > maxBytes)
            return null;

        using WorkPlace? place = TryBeginSum();
        return place is null ? null : await file.SumAsync(0, file.Length, cancel, place);
    }

    /// <summary>Begins to list: a tree is counted as work, a directory only takes turns when it is long.</summary>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.Busy"/>: there is too much of it now.</exception>
    public WorkPlace BeginListing(bool isRecursive) =>
        isRecursive ? BeginWork() : _folder.Work.Enter(Peer, IsGone);

    /// <summary>
    /// Begins to take a file. Needs <see cref="Rights.Write"/>, and <see cref="Rights.Delete"/> to replace one; both
    /// are asked for again before it is published.
    /// </summary>
    /// <param name="name">Which file.</param>
    /// <param name="length">How long it will be, in bytes, if known.</param>
    /// <param name="mayReplace">Whether a file of that name is to be replaced, if the rights allow it.</param>
    public PendingUpload CreateUpload(FileName name, long? length = null, bool mayReplace = true)
    {
        RequireUpload(name, mayReplace);
        return Noted(Root.CreateUpload(name, length, () => MayReplaceNow(name, mayReplace)));
    }

    /// <summary>
    /// The same, but what arrives stays when it is cut, and goes on by the same visitor, name and key. Who did not log
    /// in is the same visitor as long as he comes from the same address, or /64 of IPv6.
    /// </summary>
    /// <param name="name">Which file.</param>
    /// <param name="key">What tells this upload from others of that name.</param>
    /// <param name="length">How long it will be, in bytes, if known.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="mayReplace">Whether a file of that name is to be replaced, if the rights allow it.</param>
    public async ValueTask<PendingUpload> ResumeUploadAsync(
        FileName name, string key, long? length, CancellationToken cancel, bool mayReplace = true)
    {
        RequireUpload(name, mayReplace);
        return Noted(await Root.ResumeUploadAsync(
            name, KeyOf(key), length, () => MayReplaceNow(name, mayReplace), cancel, Owner));
    }

    /// <summary>
    /// How much of this visitor's upload that was cut is kept, in bytes; null when there is none. Needs
    /// <see cref="Rights.Write"/>.
    /// </summary>
    public long? KeptLength(FileName name, string key)
    {
        Require(Rights.Write, name);
        return Root.KeptLength(name, KeyOf(key), Owner);
    }

    /// <summary>Removes a file. Needs <see cref="Rights.Delete"/>.</summary>
    public void Delete(FileName name)
    {
        Require(Rights.Delete, name);
        Root.Changes.Delete(name);
    }

    /// <summary>Makes a directory. Needs <see cref="Rights.Write"/>.</summary>
    public void CreateDirectory(FileName name)
    {
        Require(Rights.Write, name);
        Root.Changes.CreateDirectory(name);
    }

    /// <summary>Removes an empty directory. Needs <see cref="Rights.Delete"/>.</summary>
    public void RemoveDirectory(FileName name)
    {
        Require(Rights.Delete, name);
        Root.Changes.RemoveDirectory(name);
    }

    /// <summary>
    /// Gives a file or directory another name. Needs <see cref="Rights.Delete"/> and <see cref="Rights.Read"/> on the
    /// old, <see cref="Rights.Write"/> on the new, <see cref="Rights.Delete"/> on what is replaced; and nothing below
    /// it may have rights of its own, for those go by the name.
    /// </summary>
    public void Move(FileName from, FileName to, bool mayReplace)
    {
        Require(Rights.Delete | Rights.Read, from);
        Require(Rights.Write, to);
        PathRights rights = Visitor.Rights;
        if (rights.DifferBelow(from) || rights.DifferBelow(to))
            throw Refused(from);

        Root.Changes.Move(from, to, mayReplace && Visitor.May(Rights.Delete, to));
    }

    /// <summary>
    /// Sets when a file last changed. Needs <see cref="Rights.Write"/>, and <see cref="Rights.Delete"/> but for the
    /// file that this visit has published last: clients give what they have sent its time.
    /// </summary>
    public void SetModified(FileName name, DateTimeOffset modified)
    {
        Require(Rights.Write, name);
        if (Visitor.May(Rights.Delete, name))
            Root.Changes.SetModified(name, modified);
        else
            _last = new PublishedFile(
                Root.Changes.SetModified(name, modified, (_last ?? throw Refused(name)).Version));
    }

    /// <summary>
    /// Whether anybody may put a file under one name that stands for another file, which they may not replace.
    /// </summary>
    /// <param name="name">The name of what would be taken for the other.</param>
    /// <param name="of">The other.</param>
    public bool MayBeForged(FileName name, FileName of) => _folder.Accounts.MayForge(name, of);

    /// <summary>
    /// Begins an access: one line of the log when it ends, and a place in the table of transfers until then.
    /// </summary>
    /// <param name="action">What is asked for: <c>get</c>, <c>put</c>, <c>list</c> …</param>
    /// <param name="name">Which file or directory; null is the root, or none.</param>
    /// <param name="length">How many bytes are to move, if known.</param>
    public AccessEntry Begin(string action, FileName? name, long? length = null) =>
        _folder.Transfers.Begin(_protocol, _from, Visitor.Name, action, name, length);

    private static bool IsSeen(PathRights rights, FileName? name, bool isDirectory) =>
        rights.For(name).HasFlag(Rights.List) || (isDirectory && name is not null && rights.LeadsToAny(name));

    private static FileRefusedException Busy() =>
        new(FileRefusal.Busy, "as much is listed, summed and packed as may be at once");

    private static FileRefusedException Refused(FileName name) =>
        new(FileRefusal.NotAllowed, $"the rights do not allow it: {PrintableText.Escape(name.Text)}");

    private bool IsSeen(FileName name, bool isDirectory) => IsSeen(Visitor.Rights, name, isDirectory);

    private void Require(Rights rights, FileName name)
    {
        if (!Visitor.May(rights, name))
            throw Refused(name);
    }

    private void RequireUpload(FileName name, bool mayReplace)
    {
        if (!MayReplaceNow(name, mayReplace) && Root.Exists(name))
            throw new FileRefusedException(FileRefusal.Exists, "the name is taken, and not to be replaced");
    }

    // Who did not log in goes on with his own only: of a site that counts together each network is somebody else.
    private string KeyOf(string key) => Visitor.IsAnonymous ? $"{Peer[0]}\0{key}" : key;

    private bool MayReplaceNow(FileName name, bool mayReplace)
    {
        Require(Rights.Write, name);
        return mayReplace && Visitor.May(Rights.Delete, name);
    }

    private PendingUpload Noted(PendingUpload upload)
    {
        upload.OnPublished = file => _last = new PublishedFile(file);
        upload.Digest.Turns = _folder.Work.Enter(Peer); // to its end, also without its peer: the file is complete then
        return upload;
    }

    private sealed record PublishedFile(FileVersion Version);
}
