using System.Net.Http.Headers;
using System.Text;
using Sockeye.Protocols.Http;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a file is called, the field that says under which name to save it is one field, and says that name.
/// </summary>
internal static class HttpNames
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string name = Encoding.UTF8.GetString(input);
        string field = ContentDisposition.Attachment(name);
        Invariant.Require(field.All(letter => letter is >= ' ' and <= '~'), "not a field");
        bool isRead = ContentDispositionHeaderValue.TryParse(field, out ContentDispositionHeaderValue? told);
        Invariant.Require(isRead && told!.DispositionType == "attachment", "not an attachment");
        Invariant.Require(told!.FileNameStar == name, "another name");
        Invariant.Require(MediaType.Of(name).Text.Contains('/'), "no type");
    }
}
