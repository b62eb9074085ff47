using System.CommandLine;
using System.CommandLine.Invocation;

namespace Sockeye.Cli.Help;

/// <summary>What <c>--help</c> does: shows the page of the command that is named.</summary>
/// <param name="pages">The pages.</param>
internal sealed class HelpPageAction(HelpPages pages) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not have written the rest yet.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpText.Write(pages.Of(parseResult.CommandResult.Command), parseResult.InvocationConfiguration.Output);
        return 0;
    }
}
