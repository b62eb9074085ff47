using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Http.Requests;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Uploads;

/// <summary>
/// What every answer to a request says of the upload that it is about, whatever else it says: how far it is, whether
/// it is complete, how long it will be, and the limits (§4.1 of the draft).
/// </summary>
internal sealed class UploadReport
{
    private readonly HttpResponse _response;
    private readonly long _maxBytes;
    private bool _isLost;

    /// <summary>The fields are set when the response begins: no answer can leave them out.</summary>
    /// <param name="response">The response.</param>
    /// <param name="maxBytes">The longest file that is taken.</param>
    public UploadReport(HttpResponse response, long maxBytes)
    {
        (_response, _maxBytes) = (response, maxBytes);
        response.OnStarting(() =>
        {
            Tell();
            return Task.CompletedTask;
        });
    }

    /// <summary>What is known of it.</summary>
    public UploadState State { get; set; } = new();

    /// <summary>How many of its bytes are there.</summary>
    public long Offset { get; set; }

    /// <summary>Where it goes on; null when the request was for that.</summary>
    public string? Location { get; init; }

    /// <summary>The upload is no more: what is answered is not about it.</summary>
    public void Lose() => _isLost = true;

    private void Tell()
    {
        IHeaderDictionary fields = _response.Headers;
        fields["Upload-Limit"] = UploadFields.Limit(_maxBytes);
        if (_isLost)
            return;

        fields["Upload-Offset"] = Offset.ToString(CultureInfo.InvariantCulture);
        fields["Upload-Complete"] = State.IsComplete ? "?1" : "?0";
        fields["Upload-Length"] = State.Length?.ToString(CultureInfo.InvariantCulture);
        if (fields.Location.Count == 0)
            fields.Location = Location;
    }
}
