using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.FileProviders;

// Kestrel ROOT PORT [CERTIFICATE KEY]: serves a directory on loopback, over TLS where it has a certificate.
// An empty builder: the others watch the working directory, which every server there would pay for.
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(args[1]), endpoint =>
{
    if (args.Length > 2)
        endpoint.UseHttps(X509Certificate2.CreateFromPemFile(args[2], args[3]));
}));

await using WebApplication app = builder.Build();
app.UseStaticFiles(new StaticFileOptions
{
    FileProvider = new PhysicalFileProvider(args[0]),
    ServeUnknownFileTypes = true,
});
await app.RunAsync();
