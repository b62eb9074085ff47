using System.Globalization;

namespace Sockeye.Cli.Commands.Share;

/// <summary>What whoever needs the folder types, with the client they have. Pure.</summary>
/// <param name="Host">As it stands in URLs.</param>
/// <param name="Reader">Who logs in to read; null when nobody has to.</param>
/// <param name="Writer">Who logs in to write; null when nobody has to.</param>
/// <param name="Certificate">How clients know our certificate; null without TLS.</param>
/// <param name="Into">
/// Where files may be put, a directory as it follows the folder's URL: empty for the folder itself; null for nowhere.
/// </param>
/// <param name="File">The name of a file that is there, for examples; null where nobody may read.</param>
internal sealed record ShareInvitation(
    string Host, string? Reader, string? Writer, CertificateMarks? Certificate, string? Into, string? File)
{
    /// <summary>The URL of the folder.</summary>
    public string UrlOf(string scheme, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{scheme}://{Host}:{port}/");

    /// <summary>The commands for one service, each with what it is for.</summary>
    public IEnumerable<(string Client, string Command)> CommandsFor(string scheme, int port)
    {
        string url = UrlOf(scheme, port);
        string? file = File is null ? null : ShellWord.Of(url + Escape(File));
        return scheme switch
        {
            "http" or "https" => Http(url, file),
            "ftp" or "ftpes" => Ftp(port),
            "tftp" => Tftp(port, file),
            _ => Sfp(scheme, url, file),
        };
    }

    private static string Escape(string name) =>
        Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);

    // A word of lftp.
    private static string Quote(string name)
    {
        string escaped = name
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }

    private static string Login(string? user) => user is null ? "" : $" -u {user}";

    private IEnumerable<(string Client, string Command)> Http(string url, string? file)
    {
        string pin = Certificate is null ? "" : $" -k --pinnedpubkey sha256//{Certificate.PublicKeyPin}";
        string wgetPin = Certificate is null
            ? ""
            : $" --no-check-certificate --pinnedpubkey=sha256//{Certificate.PublicKeyPin}";
        string wgetUser = Reader is null ? "" : $" --user={Reader} --ask-password";
        if (file is not null)
        {
            yield return ("curl", $"curl -O{pin}{Login(Reader)} {file}");
            yield return ("wget", $"wget{wgetPin}{wgetUser} {file}");
        }

        if (Into is not null)
            yield return ("put", $"curl -T FILE{pin}{Login(Writer)} {ShellWord.Of(url + Escape(Into))}");
    }

    private IEnumerable<(string Client, string Command)> Ftp(int port)
    {
        string trust = Certificate is null
            ? "set ftp:ssl-allow no"
            : $"set ssl:verify-certificate/{Certificate.Sha1} no; set ftp:ssl-force yes";
        string verb = Into switch
        {
            null => $"get {Quote(File!.StartsWith('-') ? "./" + File : File)}",
            "" => "mirror -R DIR",
            _ => $"cd {Quote(Into)}; mirror -R DIR",
        };
        string user = Login(Into is null ? Reader : Writer);
        yield return ("lftp", string.Create(
            CultureInfo.InvariantCulture,
            $"lftp{user} -p {port} -e {ShellWord.Of($"{trust}; {verb}")} {Host.Trim('[', ']')}"));
    }

    private IEnumerable<(string Client, string Command)> Tftp(int port, string? file)
    {
        string client = string.Create(
            CultureInfo.InvariantCulture, $"tftp -m binary {Host.Trim('[', ']')} {port}");
        if (file is not null && Reader is null) // it has no logins (RFC 1350 §1)
        {
            yield return ("tftp", $"{client} -c get {ShellWord.Of(File!)}");
            yield return ("curl", $"curl -O {file}");
        }

        if (Into is null || Writer is not null)
            yield break;

        string target = Into.Length > 0 ? " " + ShellWord.Of(Into + "FILE") : "";
        yield return ("put", $"{client} -c put FILE{target}");
    }

    private IEnumerable<(string Client, string Command)> Sfp(string scheme, string url, string? file)
    {
        string pin = scheme == "tls" ? $" --pin {Certificate!.Fingerprint}" : "";
        if (file is not null)
        {
            yield return ("sockeye", $"sockeye get{pin}{Login(Reader)} {file}");
            yield return ("all", $"sockeye sync{pin}{Login(Reader)} {ShellWord.Of(url)} DIR");
        }

        if (Into is not null)
            yield return ("put", $"sockeye put{pin}{Login(Writer)} FILE {ShellWord.Of(url + Escape(Into))}");
    }
}
