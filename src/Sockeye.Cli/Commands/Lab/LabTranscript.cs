using Sockeye.Cli.Console;
using Sockeye.Lab;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Prints what happens in the exercises; with <c>--json</c> only results are printed.</summary>
/// <param name="console">Where to.</param>
/// <param name="isRoleAlone">
/// Whether only one side plays here: a server then says where it listens as servers do.
/// </param>
internal sealed class LabTranscript(CommandConsole console, bool isRoleAlone) : ITranscript
{
    private readonly Lock _lock = new();

    public void Announce(Endpoint endpoint)
    {
        if (isRoleAlone)
            console.Say($"listening on {endpoint}");
        else
            Note("server", $"listening on {endpoint}");
    }

    public void Note(string who, string what)
    {
        if (console.Json)
            return;

        lock (_lock)
        {
            console.Out.WriteLine($"    {who,-8} {what}");
            console.Out.Flush();
        }
    }
}
