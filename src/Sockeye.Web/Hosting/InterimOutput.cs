using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sockeye.Web.Hosting;

/// <summary>Interim responses (RFC 9110 §15.2) other than 100, which Kestrel has no call for.</summary>
/// <remarks>
/// In HTTP/1.1 they are text in front of the response, so they can be written while Kestrel has nothing to write:
/// before the response has begun. In HTTP/2 they would be frames, and are left out.
/// </remarks>
internal static class InterimOutput
{
    /// <summary>Sends one, if the request's version allows it.</summary>
    /// <param name="http">The request; its response must not have begun.</param>
    /// <param name="head">
    /// Status line and fields, each ended by CR LF, without the empty line. Our own text only.
    /// </param>
    public static async ValueTask SendAsync(HttpContext http, string head)
    {
        if (http.Request.Protocol == HttpProtocol.Http11 && http.Features.Get<CarriedOutput>() is { } output)
            await output.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"));
    }
}
