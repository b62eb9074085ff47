using System.CommandLine;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Get;

/// <summary>
/// <c>sockeye get URL… [-o FILE]</c>: fetches files, verified, going on where an earlier attempt ended.
/// </summary>
internal static class GetCommand
{
    public static CommandDefinition Definition => new(
        "get", "Fetch files, verified; an interrupted fetch goes on where it ended.", AddTo);

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl[]> urls = RemoteArguments.Urls(
            "The files, for example tcp://host:57/name or https://host/name.");
        command.Arguments.Add(urls);
        var remote = new RemoteArguments(command, isTransfer: true);
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to put it: a file, or a directory for each under its own name; - is standard output.",
            HelpName = "file",
        };
        Option<bool> noResume = new("--no-resume") { Description = "Start over instead of going on from FILE.part." };
        Option<bool> noVerify = new("--no-verify")
        {
            Description = "Neither compute nor ask for the SHA-256 of the file. That of a FILE.part is compared "
                + "all the same before going on from it; --no-resume avoids that too.",
        };
        Option<int?> jobs = JobsOption.Create();
        Option[] options = [output, noResume, noVerify, jobs];
        Array.ForEach(options, command.Options.Add);
        command.Bind(host, async (parsed, context) =>
        {
            IReadOnlyList<GetItem> items = GetItem.Plan(parsed.GetRequiredValue(urls), parsed.GetValue(output));
            var run = new GetRun(
                context, items.Count, JobsOption.Fitting(context.Console, parsed.GetValue(jobs)));
            foreach (IGrouping<RemoteUrl, GetItem> server in items.GroupBy(item => item.Url.Server))
            {
                context.Console.Attempt = $"get from {server.Key}";
                RemoteServer asked = remote.ServerOf(parsed, context, server.Key);
                RemoteOptions options = asked.Options with
                {
                    Verifies = !parsed.GetValue(noVerify),
                    Resumes = !parsed.GetValue(noResume),
                };
                await run.FetchAsync(asked with { Options = options }, [.. server]);
            }

            return run.Code;
        });
    }
}
