using Sockeye.Cli.Console;
using Sockeye.Files.Storage;
using Sockeye.Files.Sync;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>What a sync does, as lines and bars.</summary>
/// <param name="console">Where the lines go.</param>
/// <param name="board">Where the bars go.</param>
internal sealed class SyncPrinter(CommandConsole console, TransferBoard board) : ISyncObserver
{
    public void OnPlanned(int files, long bytes) => board.Expect(files, bytes);

    public ITransferWatch OnCopying(string path) => board.Add(path);

    public void OnReport(SyncReport report) =>
        console.Print(SyncedResult.Of(report), static synced => synced.ToText());

    public void OnNote(string note) => console.Say("sockeye: " + note);
}
