using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Guards;

/// <summary>
/// Lets visitors in by HTTP Basic authentication (RFC 7617), or without a name where the accounts allow it.
/// </summary>
/// <remarks>
/// Passwords are taken over TLS, from this machine, or where the options say so: over plain HTTP anybody on the way
/// could read them, so we do not ask for them either.
/// </remarks>
internal sealed class Doorkeeper(SharedFolder folder, WebOptions options)
{
    private const string Challenge = "Basic realm=\"Sockeye\", charset=\"UTF-8\"";
    private const string NeedsTls = "Logging in needs HTTPS.";

    private static readonly TimeSpan TooManyFor = TimeSpan.FromMinutes(1); // our choice

    /// <summary>Who it is; null when the answer was given already.</summary>
    public async ValueTask<Visitor?> AdmitAsync(HttpContext http)
    {
        string? field = http.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(field))
        {
            Visitor? anonymous = folder.Accounts.Anonymous;
            if (anonymous is null)
                await AskAsync(http);
            return anonymous;
        }

        if (!MayLogIn(http))
        {
            await Answer.TextAsync(http.Response, StatusCodes.Status403Forbidden, NeedsTls);
            return null;
        }

        if (BasicCredentials.Parse(field) is not { } credentials)
        {
            await AskAsync(http);
            return null;
        }

        ClientAddress client = ClientAddress.Of(http, options);
        LoginResult result = await folder.Accounts.LogInAsync(
            credentials.Name, credentials.Password, client.CountedAs, http.RequestAborted);
        if (result.Status == LoginStatus.Accepted)
            return result.Visitor; // with every request: what it asks for is logged

        using Transfer login = folder.Transfers.Begin(
            "http", client.EndPoint, credentials.Name, "login", name: null, length: null);
        if (result.Status == LoginStatus.TooMany)
        {
            login.Fail("too-many");
            await Answer.LaterAsync(
                http.Response, StatusCodes.Status429TooManyRequests, TooManyFor, "Too many logins have failed.");
        }
        else
        {
            login.Fail("refused");
            await AskAsync(http);
        }

        return null;
    }

    /// <summary>Whether a visitor who may not do something might if he said who he is.</summary>
    public bool MayHelp(HttpContext http, Visitor visitor) =>
        visitor.IsAnonymous && folder.Accounts.HasLogins && MayLogIn(http);

    /// <summary>Asks for a name and a password, where they may be given.</summary>
    public Task AskAsync(HttpContext http)
    {
        if (!MayLogIn(http))
            return Answer.TextAsync(http.Response, StatusCodes.Status403Forbidden, NeedsTls);

        http.Response.Headers.WWWAuthenticate = Challenge;
        return Answer.TextAsync(http.Response, StatusCodes.Status401Unauthorized, "Log in, please.");
    }

    private bool MayLogIn(HttpContext http) =>
        http.Request.IsHttps || options.AllowsPlainLogin || ClientAddress.Of(http, options).IsHere;
}
