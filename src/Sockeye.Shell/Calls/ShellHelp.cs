using System.Globalization;
using System.Text;
using Sockeye.Shell.Options;

namespace Sockeye.Shell.Calls;

/// <summary>What <c>help</c> says.</summary>
internal static class ShellHelp
{
    /// <summary>Help on the one thing asked for, or on all.</summary>
    public static string Of(CallArguments arguments)
    {
        if (arguments.Count == 0)
            return Overview();

        string name = arguments.Word(0);
        if (CallCatalog.Find(name) is { } call)
            return Of(call);
        if (SocketOptions.Find(name) is { } option)
            return $"{option.Name}  {option.Meaning}\nIts value is {OptionCodec.FormOf(option.Kind)}.";
        throw arguments.Wrong(0, $"there is no help on that{CallCatalog.Suggestion(name)}");
    }

    private static string Overview()
    {
        var text = new StringBuilder("A line is a call, or sets variables to what a call gives:\n");
        text.Append("  s = socket(INET, STREAM)    c, peer = accept(s)    send(c, \"hello\\n\")\n\n");
        foreach (ShellCall call in CallCatalog.All.Where(call => call.IsOfTheApi))
            Append(text, call);
        text.Append("\nOf the shell:\n");
        foreach (ShellCall call in CallCatalog.All.Where(call => !call.IsOfTheApi))
            Append(text, call);
        return text.Append("\nhelp(connect) explains one call with its usual errors.").ToString();
    }

    private static void Append(StringBuilder text, ShellCall call)
    {
        string first = call.Help.Split('\n')[0];
        int end = first.IndexOfAny([':', '.', ',']);
        text.Append(CultureInfo.InvariantCulture, $"  {call.Name,-14}{(end < 0 ? first : first[..end])}\n");
    }

    private static string Of(ShellCall call)
    {
        var text = new StringBuilder(call.Usage).Append('\n').Append(call.Help.Trim()).Append('\n');
        foreach ((string error, string why) in ErrnoHints.Of(call.Name))
            text.Append(CultureInfo.InvariantCulture, $"  {error,-15} {why}\n");
        if (call.Name is "getsockopt" or "setsockopt")
        {
            foreach (SocketOption option in SocketOptions.All)
                text.Append(CultureInfo.InvariantCulture, $"  {option.Name,-18} {option.Meaning}\n");
        }

        return text.ToString().TrimEnd();
    }
}
