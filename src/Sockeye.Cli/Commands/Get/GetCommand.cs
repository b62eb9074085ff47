using System.CommandLine;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Get;

/// <summary>
/// <c>sockeye get URL… [-o FILE]</c>: fetches files, verified, going on where an earlier attempt ended.
/// </summary>
internal static class GetCommand
{
    public static CommandDefinition Definition => new(
        "get", "Fetch files, verified; goes on where an earlier attempt ended.", AddTo)
    {
        Group = CommandGroup.Files,
        Examples =
        [
            "sockeye get https://host/notes.txt",
            "sockeye get tcp://host:57/a.iso tcp://host:57/b.iso -o /tmp",
            "sockeye get 'ftp://host/pub/*.txt' -o texts/",
            "sockeye get -r tcp://host:57/photos",
            "sockeye get ftp://host/log -o - | tail -3",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<RemoteUrl[]> urls = RemoteArguments.Urls(
            "The files, for example tcp://host:57/name or https://host/name.");
        command.Arguments.Add(urls);
        var remote = new RemoteArguments(command, isTransfer: true);
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to put it: a file, or a directory for each under its own name, which DIR/ makes if "
                + "it is missing; - is standard output.",
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
        Option<bool> recursive = new("--recursive", "-r") { Description = "The URLs are directories: all below them." };
        Option<bool> quiet = QuietOption.Create();
        command.Options.Add(recursive);
        command.Options.Add(quiet);
        command.Bind(host, (parsed, context) =>
        {
            context.Console.IsQuiet = parsed.GetValue(quiet);
            var options = new RemoteOptions
            {
                Verifies = !parsed.GetValue(noVerify),
                Resumes = !parsed.GetValue(noResume),
                RefusesDirectoryPages = parsed.GetValue(output) is not { } named || GetItem.IsDirectory(named),
            };
            int atOnce = JobsOption.Fitting(context.Console, parsed.GetValue(jobs));
            var run = new GetRun(context, url => With(remote.ServerOf(parsed, context, url), options), atOnce);
            RemoteUrl[] wanted = parsed.GetRequiredValue(urls);
            return parsed.GetValue(recursive)
                ? run.FetchTreesAsync(wanted, parsed.GetValue(output))
                : run.FetchFilesAsync(wanted, parsed.GetValue(output));
        });
    }

    private static RemoteServer With(RemoteServer server, RemoteOptions chosen) => server with
    {
        Options = server.Options with
        {
            Verifies = chosen.Verifies,
            Resumes = chosen.Resumes,
            RefusesDirectoryPages = chosen.RefusesDirectoryPages,
        },
    };
}
