using System.Net;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Logins;

/// <summary>Lets in who comes by a key in the URL, and knows them again by their cookie.</summary>
internal sealed class DeviceLogins(SharedFolder folder, DeviceKey key)
{
    /// <summary>Who it is by the cookie; null when nobody is known by it.</summary>
    public Visitor? Recognise(SiteRequest request)
    {
        string? cookie = request.Request.Cookies[key.CookieName];
        return cookie is not null && key.Knows(cookie, DeviceOf(request))
            ? folder.Accounts.Find(key.User)
            : null;
    }

    /// <summary>Answers a request that has the key: from then on the URL is without it.</summary>
    /// <returns>Whether it was answered; the key does nothing otherwise.</returns>
    public async ValueTask<bool> TryAnswerAsync(SiteRequest request)
    {
        bool mayEnter = request.Target.Query.Contains(DeviceKey.Parameter, StringComparison.Ordinal)
            && HttpMethods.IsGet(request.Request.Method);
        if (!mayEnter || request.Request.Query[DeviceKey.Parameter] is not [{ Length: > 0 } told])
            return false;

        if (Recognise(request) is null)
        {
            if (key.TryEnter(told, DeviceOf(request)) is not { } cookie)
                return false;

            SetCookie(request, cookie);
            using AccessEntry login = folder.Transfers.Begin(
                "http", request.Client.EndPoint, key.User, "login", name: null, length: null);
            login.Complete();
        }

        request.Response.Headers.CacheControl = "no-store";
        await Answer.ElsewhereAsync(request.Response, StatusCodes.Status303SeeOther, WithoutKey(request.Target));
        return true;
    }

    // Who is not known counts as one.
    private static IPAddress DeviceOf(SiteRequest request) =>
        (request.Client.CountedAs as IPEndPoint)?.Address ?? IPAddress.None;

    // Lax: who follows the link of a scanner or a chat comes from elsewhere. Changes are guarded by themselves.
    private void SetCookie(SiteRequest request, string cookie) => request.Response.Cookies.Append(
        key.CookieName, cookie, new CookieOptions
        {
            HttpOnly = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = request.Request.IsHttps,
        });

    private static string WithoutKey(RequestTarget target)
    {
        string[] others = [.. target.Query.Split('&').Where(static part => part.Split('=')[0] != DeviceKey.Parameter)];
        string query = others.Length == 0 ? "" : "?" + string.Join('&', others);
        return RequestTarget.Format(target.Path, target.IsDirectory) + query;
    }
}
