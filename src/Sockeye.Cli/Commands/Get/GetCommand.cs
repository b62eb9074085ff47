using System.CommandLine;
using Sockeye.Cli.Output;
using Sockeye.Cli.Remote;
using Sockeye.Storage;

namespace Sockeye.Cli.Commands.Get;

/// <summary>
/// <c>sockeye get URL [-o FILE]</c>: fetches a file, verified, going on where an earlier attempt ended.
/// </summary>
internal static class GetCommand
{
    private const string StandardOutput = "-";

    public static CommandDefinition Definition => new(
        "get", "Fetch a file, verified; an interrupted fetch goes on where it ended.", AddTo);

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl> url = RemoteArguments.Url("The file, for example tcp://host:57/name or https://host/name.");
        command.Arguments.Add(url);
        var remote = new RemoteArguments(command, isTransfer: true);
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to put it; - is standard output.",
            HelpName = "file",
        };
        Option<bool> noResume = new("--no-resume") { Description = "Start over instead of going on from FILE.part." };
        Option<bool> noVerify = new("--no-verify")
        {
            Description = "Neither compute nor ask for the SHA-256 of the file. That of a FILE.part is compared "
                + "all the same before going on from it; --no-resume avoids that too.",
        };
        Option[] options = [output, noResume, noVerify];
        Array.ForEach(options, command.Options.Add);
        command.Bind(host, (parsed, context) => RunAsync(
            context, parsed.GetRequiredValue(url),
            remote.Apply(parsed, context, parsed.GetRequiredValue(url)) with { Verifies = !parsed.GetValue(noVerify) },
            parsed.GetValue(output), mayResume: !parsed.GetValue(noResume)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, RemoteUrl url, RemoteOptions options, string? output, bool mayResume)
    {
        string target = output ?? url.FileName;
        if (target.Length == 0)
            throw new UsageException("the URL names no file; to see what is there: sockeye ls URL");

        context.Attempt = $"get {url}";
        await using IRemoteFiles files = RemoteFiles.Open(context, url, options);
        CancellationToken stop = context.Signals.Stop;
        bool toStandardOutput = output == StandardOutput; // a remote file may be called - as well

        RemoteFetch got;
        try
        {
            got = await TransferProgress.RunAsync(context, url.FileName, progress => toStandardOutput
                ? files.FetchAsync(url.Name, context.Output, progress, stop)
                : files.FetchAsync(url.Name, target, mayResume, progress, stop));
        }
        catch (OperationCanceledException) when (File.Exists(target + PartFile.Suffix))
        {
            context.Say($"sockeye: interrupted; the same command goes on from {target}{PartFile.Suffix}");
            throw;
        }

        var result = new FetchedResult(target, got.Bytes, got.ResumedFrom, got.Sum?.ToString(), got.IsVerified);
        if (toStandardOutput)
            context.Say(result.ToText());
        else
            context.Print(result, static fetched => fetched.ToText());
        return ExitCode.Done;
    }
}
