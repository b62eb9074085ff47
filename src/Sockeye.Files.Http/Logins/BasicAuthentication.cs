using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Logins;

/// <summary>
/// Lets visitors in by HTTP Basic authentication (RFC 7617), or without a name where the accounts allow it.
/// </summary>
/// <remarks>
/// Passwords are taken over TLS, from this machine, or where the options say so: over plain HTTP anybody on the way
/// could read them, so we do not ask for them either.
/// </remarks>
internal sealed class BasicAuthentication(SharedFolder folder, bool allowsPlainLogin)
{
    private const string Challenge = "Basic realm=\"Sockeye\", charset=\"UTF-8\"";
    private const string NeedsTls = "Logging in needs HTTPS.";

    private static readonly TimeSpan TooManyFor = TimeSpan.FromMinutes(1); // our choice

    /// <summary>Who it is; null when the answer was given already.</summary>
    public async ValueTask<Visitor?> AdmitAsync(SiteRequest request)
    {
        string? field = request.Fields.Authorization;
        if (string.IsNullOrEmpty(field))
        {
            Visitor? anonymous = folder.Accounts.Anonymous;
            if (anonymous is null)
                await AskAsync(request);
            return anonymous;
        }

        if (!MayLogIn(request))
        {
            await Answer.TextAsync(request.Response, StatusCodes.Status403Forbidden, NeedsTls);
            return null;
        }

        if (BasicCredentials.Parse(field) is not { } credentials)
        {
            await AskAsync(request);
            return null;
        }

        LoginResult result = await folder.Accounts.LogInAsync(
            credentials.Name, credentials.Password, request.Client.CountedAs, request.Cancel);
        if (result.Status != LoginStatus.Accepted)
            await RefuseAsync(request, credentials.Name, result.Status);
        return result.Visitor; // with every request: what it asks for is logged, and not that it logged in
    }

    /// <summary>Whether a visitor who may not do something might if he said who he is.</summary>
    public bool MayHelp(SiteRequest request, Visitor visitor) =>
        visitor.IsAnonymous && folder.Accounts.HasLogins && MayLogIn(request);

    /// <summary>Asks for a name and a password, where they may be given.</summary>
    public Task AskAsync(SiteRequest request)
    {
        if (!MayLogIn(request))
            return Answer.TextAsync(request.Response, StatusCodes.Status403Forbidden, NeedsTls);

        request.Response.Headers.WWWAuthenticate = Challenge;
        return Answer.TextAsync(request.Response, StatusCodes.Status401Unauthorized, "Log in, please.");
    }

    private async Task RefuseAsync(SiteRequest request, string name, LoginStatus status)
    {
        using AccessEntry login = folder.Transfers.Begin(
            "http", request.Client.EndPoint, name, "login", name: null, length: null);
        if (status == LoginStatus.TooMany)
        {
            login.Fail("too-many");
            await Answer.LaterAsync(
                request.Response, StatusCodes.Status429TooManyRequests, TooManyFor, "Too many logins have failed.");
        }
        else
        {
            login.Fail("refused");
            await AskAsync(request);
        }
    }

    /// <summary>Whether secrets may be asked for on this way.</summary>
    public bool MayLogIn(SiteRequest request) =>
        request.Request.IsHttps || allowsPlainLogin || request.Client.IsHere;
}
