using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Requests;

/// <summary>One request that was let in, and its response.</summary>
/// <param name="Use">What all requests share.</param>
/// <param name="Site">The request as it came.</param>
/// <param name="Visit">The folder as this visitor may use it.</param>
internal sealed record FolderRequest(FolderUse Use, SiteRequest Site, FolderVisit Visit) : IDisposable
{
    private AccessEntry? _access;

    public HttpRequest Request => Site.Request;

    public IHeaderDictionary Fields => Site.Fields;

    public HttpResponse Response => Site.Response;

    public RequestTarget Target => Site.Target;

    public CancellationToken Cancel => Site.Cancel;

    public bool IsHead => Site.IsHead;

    /// <summary>Which file or directory; null is the root.</summary>
    /// <exception cref="FileRefusedException">It cannot be a name.</exception>
    public FileName? Name { get; } = Site.Target.Path.Length == 0 ? null : FileName.Parse(Site.Target.Path);

    /// <summary>The conditional fields of the request.</summary>
    public Preconditions Preconditions
    {
        get
        {
            IHeaderDictionary fields = Request.Headers;
            return new Preconditions(
                fields.IfMatch, fields.IfNoneMatch, fields.IfModifiedSince, fields.IfUnmodifiedSince, fields.IfRange);
        }
    }

    /// <summary>Whether an access was begun: it has its line in the log.</summary>
    public bool IsLogged => _access is not null;

    /// <summary>Begins an access. It ends with the request, or when another begins.</summary>
    /// <inheritdoc cref="FolderVisit.Begin"/>
    public AccessEntry Begin(string action, FileName? name, long? length = null)
    {
        _access?.Dispose();
        return _access = Visit.Begin(action, name, length);
    }

    /// <summary>The access under way, if there is one, was not granted or failed.</summary>
    /// <param name="failure">What was thrown.</param>
    public void Fail(Exception failure) => _access?.Fail(failure);

    /// <summary>Takes away the access whose answer was sent: it is over when the peer has it.</summary>
    public AccessEntry? TakeSent()
    {
        if (_access is not { IsSent: true } sent)
            return null;

        _access = null;
        return sent;
    }

    public void Dispose() => _access?.Dispose();

    /// <summary>The name that a method needs which does nothing to the root.</summary>
    /// <exception cref="FileRefusedException">It is the root.</exception>
    public FileName RequireName() =>
        Name ?? throw new FileRefusedException(FileRefusal.NotAllowed, "the root itself cannot be changed");

    /// <summary>Says that we work for the peer without moving a byte, until the result is disposed.</summary>
    public IDisposable Working() => Site.Connection.Working();

    /// <summary>Whether the query has that word: <c>?json</c>, or <c>?a=b&amp;json</c>.</summary>
    public bool Asks(string word) => Target.Query.Length > 0 && Request.Query.ContainsKey(word);
}

/// <summary>What all requests to a folder share: the clock, and what the options of the site say.</summary>
internal sealed record FolderUse
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The uploads that can go on.</summary>
    public UploadTable Uploads { get; } = new();

    /// <summary>The longest file that is taken, in bytes.</summary>
    public required long MaxUploadBytes { get; init; }

    /// <summary>The longest text that is compressed while it is sent, in bytes.</summary>
    public required long MaxCompressedBytes { get; init; }

    /// <summary>How many files one form may bring.</summary>
    public required int MaxFormFiles { get; init; }

    /// <summary>Where the directory of a large zip is kept.</summary>
    public required string TemporaryDirectory { get; init; }

    /// <summary>What the root is called.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a folder's <c>index.html</c> is shown in place of its list.</summary>
    public required bool ServesIndex { get; init; }
}
