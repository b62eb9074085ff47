using System.Text;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a field says, it is read or refused without an exception; a digest that was read is written the same, and a
/// condition that was not met is never met by more of the same.
/// </summary>
internal static class HttpFields
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Validators State = new(new EntityTag("abc"), null, Now);

    public static void Run(ReadOnlySpan<byte> input)
    {
        string field = Encoding.Latin1.GetString(input);
        StructuredField.ParseDictionary(field);
        BasicCredentials.Parse(field);
        AcceptEncoding.Parse(field);
        AcceptType.PrefersJson(field);
        DigestField.IsWanted(field);
        if (DigestField.TryParse(field, out Sha256Sum? sum) && sum is { } told
            && !(DigestField.TryParse(DigestField.Format(told), out Sha256Sum? again) && again == sum))
            throw new InvalidOperationException("the digest is another when it is read again");

        CheckConditions(field);
        CheckUpload(field);
    }

    private static void CheckConditions(string field)
    {
        Verdict match = new Preconditions(field, null, null, null, null).Evaluate(State, isRead: true);
        Verdict none = new Preconditions(null, field, null, null, null).Evaluate(State, isRead: true);
        if (match == Verdict.Proceed && none == Verdict.Proceed)
            throw new InvalidOperationException("a tag is in the list, and it is not");

        new Preconditions(null, null, field, field, field).Evaluate(State, isRead: true);
        new Preconditions(null, null, null, null, field).RangeCounts(State, Now);
    }

    private static void CheckUpload(string field)
    {
        var fields = UploadFields.Parse(complete: "?1", field, field);
        bool fits = fields.TryTellLength(contentLength: 7, out long? length);
        if (fields.Offset is < 0 || (fits && length < 7))
            throw new InvalidOperationException("an upload of less than it carries");
    }
}
