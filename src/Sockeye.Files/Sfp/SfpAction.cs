using Sockeye.Files.Storage;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Files.Sfp;

/// <summary>What SFP calls things, and what the storage and the access log do.</summary>
internal static class SfpAction
{
    /// <summary>The word of the access log for a request.</summary>
    public static string Of(SfpVerb verb) => verb switch
    {
        SfpVerb.Get or SfpVerb.Range => "get",
        SfpVerb.Put or SfpVerb.Resume => "put",
        SfpVerb.List or SfpVerb.ListAll => "list",
        SfpVerb.Sum or SfpVerb.SumRange => "sum",
        SfpVerb.Stat => "stat",
        SfpVerb.Touch => "touch",
        SfpVerb.Delete => "delete",
        SfpVerb.MkDir => "mkdir",
        _ => "rmdir",
    };

    /// <summary>Of which file or directory a request is, if that is a name at all.</summary>
    public static FileName? NameOf(SfpRequest request) =>
        FileName.TryParse(request.Name, out FileName? name) ? name : null;

    /// <summary>What a client is told of a refusal.</summary>
    public static SfpError ErrorOf(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => SfpError.NotFound,
        FileRefusal.NotAllowed => SfpError.NotAllowed,
        FileRefusal.Exists => SfpError.Exists,
        FileRefusal.BadName => SfpError.BadName,
        FileRefusal.BadRange or FileRefusal.WrongLength => SfpError.BadRequest,
        FileRefusal.TooLarge => SfpError.TooLarge,
        FileRefusal.Checksum => SfpError.Checksum,
        FileRefusal.Full => SfpError.Full,
        _ => SfpError.Busy,
    };
}
