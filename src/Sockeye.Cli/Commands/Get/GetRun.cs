using Sockeye.Cli.Commands.Sync;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Files.Sync;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Get;

/// <summary>Fetches what a command line names.</summary>
/// <param name="context">Where results go.</param>
/// <param name="serverOf">How the server of a URL is dealt with.</param>
/// <param name="jobs">How many files at once.</param>
internal sealed class GetRun(CommandContext context, Func<RemoteUrl, RemoteServer> serverOf, int jobs)
{
    /// <summary>Fetches files, several at once.</summary>
    /// <param name="urls">Which; some may be patterns.</param>
    /// <param name="output">Where to; null is here.</param>
    public async Task<ExitCode> FetchFilesAsync(IReadOnlyList<RemoteUrl> urls, string? output)
    {
        bool needsNames = output is null || GetItem.IsDirectory(output);
        var named = new List<NamedUrl>();
        foreach (RemoteUrl url in urls)
        {
            context.Console.Attempt = $"get {url}";
            named.AddRange(await NamedUrl.FindAsync(url, needsNames, () => serverOf(url.Server).Open(), context.Stop));
        }

        IReadOnlyList<GetItem> items = GetItem.Plan(named, output);
        if (output is not null && output.EndsWith('/'))
            Directory.CreateDirectory(output); // as wget -P
        bool isStream = items.Any(item => item.Target is null); // standard output takes one after the other
        var run = new TransferRun(context, items.Count, isStream ? 1 : jobs);
        foreach (IGrouping<RemoteUrl, GetItem> server in items.GroupBy(item => item.Url.Server))
        {
            context.Console.Attempt = $"get from {server.Key}";
            await run.MoveAsync(
                serverOf(server.Key), [.. server], static item => $"get {item.Url}",
                async (remote, item, board) => Print(item, await FetchAsync(remote, item, board)));
        }

        return run.Code;
    }

    /// <summary>Fetches directories with all below them, each under its own name; what is here already stays.</summary>
    /// <param name="urls">Which.</param>
    /// <param name="output">The directory they go into; null is this one.</param>
    public async Task<ExitCode> FetchTreesAsync(IReadOnlyList<RemoteUrl> urls, string? output)
    {
        if (output is not null && GetItem.IsStandardOutput(output))
            throw new UsageException("a directory does not go to standard output; of HTTP there is URL?tar");

        ExitCode code = ExitCode.Done;
        foreach (RemoteUrl url in urls)
        {
            RemoteUrl directory = url.With(url.Name.TrimEnd('/'));
            string name = directory.FileName.Length > 0 || output is not null ? directory.FileName : url.Endpoint.Host;
            context.Console.Attempt = $"get {url}";
            ExitCode ofThis = await FetchTreeAsync(directory, Path.Combine(output ?? "", name));
            code = code == ExitCode.Done ? ofThis : code;
        }

        return code;
    }

    private async Task<ExitCode> FetchTreeAsync(RemoteUrl directory, string target)
    {
        RemoteServer server = serverOf(directory);
        try
        {
            return await SyncRun.RunAsync(context, server, target, isUpload: false, new SyncOptions { Jobs = jobs });
        }
        catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused)
        {
            await using RemoteFiles files = server.Open();
            if (await RemoteKind.FindAsync(files, directory.Name, context.Stop) == FileKind.File)
                throw new UsageException($"{directory} is a file; get it without -r");
            throw;
        }
    }

    private async Task<RemoteTransfer> FetchAsync(RemoteFiles remote, GetItem item, TransferBoard board)
    {
        using TransferBoard.Row row = board.Add(item.Url.FileName);
        bool hadPart = item.Target is not null && PartFile.Find(item.Target) is not null;
        try
        {
            RemoteTransfer got = item.Target is { } path
                ? await remote.FetchAsync(item.Url.Name, path, row, context.Stop)
                : await remote.FetchAsync(item.Url.Name, context.Console.Output, row, context.Stop);
            if (hadPart && got.ResumedFrom == 0 && !context.Console.IsQuiet)
                context.Console.Say(
                    $"{PrintableText.Escape(item.Target!)} was begun anew: its server did not go on from the part");
            return got;
        }
        catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused && !item.Url.IsHttp)
        {
            if (await RemoteKind.FindAsync(remote, item.Url.Name, context.Stop) != FileKind.Directory)
                throw;
            throw new PeerProtocolException(
                ProtocolError.Refused,
                $"it is a directory; for all of it: get -r; to see what is there: sockeye ls {item.Url}");
        }
        catch (OperationCanceledException) when (item.Target is { } path && PartFile.Find(path) is { } part)
        {
            context.Console.Say($"sockeye: interrupted; the same command goes on from {part}");
            throw;
        }
    }

    private void Print(GetItem item, RemoteTransfer got)
    {
        var result = new FetchedResult(
            item.Target ?? "-", got.Bytes, got.ResumedFrom, got.Sum?.ToString(), got.IsVerified);
        if (item.Target is not null)
            context.Console.Print(result, static fetched => fetched.ToText());
        else if (!context.Console.IsQuiet)
            context.Console.Say(result.ToText());
    }
}
