using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>
/// Stores a file by HTTP: by draft-ietf-httpbis-resumable-upload where the server has it, so that a broken upload goes
/// on; else by one PUT.
/// </summary>
internal sealed class HttpUpload(
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, RemoteUrl server,
    RemoteOptions options, UploadJournal journal)
{
    /// <summary>What is shorter is sent again as quickly as it is asked for: 256 KiB, our choice.</summary>
    private const long LeastResumedBytes = 256 * 1024;

    private static readonly HttpMethod Patch = HttpMethod.Patch;

    private bool? _canResume;

    public async Task<RemoteTransfer> StoreAsync(
        SafeFileHandle file, long length, Sha256Sum sum, string name, IProgress<TransferPosition>? progress,
        CancellationToken cancel)
    {
        if (length < LeastResumedBytes || !await CanResumeAsync(name, cancel))
            return await PutAsync(file, length, sum, name, progress, cancel);

        RemoteUrl target = server.With(name);
        UploadJournal.Note note = journal.Of(target, options.Login?.User, sum);
        (Uri resource, long offset, bool isDone) = await FindAsync(note, length, cancel)
            ?? await BeginAsync(note, length, sum, name, cancel);
        if (!isDone)
            await AppendAsync(resource, file, offset, length, progress, cancel);
        note.Forget();
        return new RemoteTransfer(length, offset, sum, IsVerified: false);
    }

    private async Task<bool> CanResumeAsync(string name, CancellationToken cancel)
    {
        if (_canResume is { } known)
            return known;

        using var request = new HttpRequestMessage(HttpMethod.Options, TargetOf(name));
        using HttpResponseMessage response = await send(request, cancel);
        _canResume = response.IsSuccessStatusCode && response.Headers.Contains("Upload-Limit");
        return _canResume.Value;
    }

    private async Task<RemoteTransfer> PutAsync(
        SafeFileHandle file, long length, Sha256Sum sum, string name, IProgress<TransferPosition>? progress,
        CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, TargetOf(name))
        {
            Content = new FileContent(file, 0, length, progress, options.Timeout),
        };
        request.Headers.ExpectContinue = length >= LeastResumedBytes; // a refusal comes before the bytes go
        request.Headers.Add("Repr-Digest", DigestField.Format(sum));
        using HttpResponseMessage response = await send(request, cancel);
        HttpAnswers.RequireSuccess(response);
        return new RemoteTransfer(length, ResumedFrom: 0, sum, IsVerified: false);
    }

    private async Task<(Uri Resource, long Offset, bool IsDone)?> FindAsync(
        UploadJournal.Note note, long length, CancellationToken cancel)
    {
        if (!Uri.TryCreate(note.Find(), UriKind.Absolute, out Uri? resource) || !IsOfServer(resource))
            return null;

        using var request = new HttpRequestMessage(HttpMethod.Head, resource);
        using HttpResponseMessage response = await send(request, cancel);
        if (response.IsSuccessStatusCode && OffsetOf(response) is { } offset && offset <= length)
            return (resource, offset, FieldOf(response, "Upload-Complete") == "?1");

        note.Forget();
        return null;
    }

    private async Task<(Uri Resource, long Offset, bool IsDone)> BeginAsync(
        UploadJournal.Note note, long length, Sha256Sum sum, string name, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, TargetOf(name))
        {
            Content = new ByteArrayContent([]),
        };
        request.Headers.Add("Upload-Complete", "?0");
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Repr-Digest", DigestField.Format(sum));
        using HttpResponseMessage response = await send(request, cancel);
        HttpAnswers.RequireSuccess(response);
        Uri? resource = response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null;
        if (resource is null || !IsOfServer(resource))
            throw new Protocols.PeerProtocolException(
                Protocols.ProtocolError.Unexpected, "the server does not say where the upload goes on");

        note.Write(resource.AbsoluteUri);
        return (resource, 0, IsDone: false);
    }

    private async Task AppendAsync(
        Uri resource, SafeFileHandle file, long offset, long length, IProgress<TransferPosition>? progress,
        CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(Patch, resource)
        {
            Content = new FileContent(file, offset, length, progress, options.Timeout),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(UploadFields.PartialUpload);
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Complete", "?1");
        using HttpResponseMessage response = await send(request, cancel);
        HttpAnswers.RequireSuccess(response);
    }

    private Uri TargetOf(string name) => new UriBuilder(
        server.Scheme.Name, server.HttpHost, server.Endpoint.Port, RequestTarget.Format(name)).Uri;

    // Credentials go with every request: never to another server.
    private bool IsOfServer(Uri resource) => Uri.Compare(
        resource, TargetOf(""), UriComponents.SchemeAndServer, UriFormat.UriEscaped,
        StringComparison.OrdinalIgnoreCase) == 0;

    private static long? OffsetOf(HttpResponseMessage response) => long.TryParse(
        FieldOf(response, "Upload-Offset"), NumberStyles.None, CultureInfo.InvariantCulture, out long offset)
        ? offset
        : null;

    private static string? FieldOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
