using System.CommandLine;
using System.Net;
using Sockeye.Cli.Ending;
using Sockeye.Lab;
using Sockeye.Lab.Exercises;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>
/// <c>sockeye lab [ID…]</c>: runs the exercises; <c>lab ID server</c> and <c>lab ID client</c>: one role of one.
/// </summary>
internal static class LabCommand
{
    private const string ServerRole = "server";
    private const string ClientRole = "client";

    /// <param name="commands">Runs any command: exercises show what some of them say.</param>
    public static CommandDefinition DefinitionWith(CommandLine commands) => new(
        "lab", "Run the exercises over real sockets and show the evidence.",
        (command, host) => AddTo(command, host, commands))
    {
        Group = CommandGroup.Learn,
        Examples = ["sockeye lab", "sockeye lab 3.2 server"],
    };

    private static void AddTo(Command command, ICommandHost host, CommandLine commands)
    {
        Argument<string[]> words = new("id")
        {
            Description =
                "Exercises: " + Ids() + ". Default: all. One id and 'server' or 'client' plays that role alone.",
            Arity = ArgumentArity.ZeroOrMore,
            CompletionSources = { LabCatalog.All.Select(exercise => exercise.Id).ToArray() },
        };
        Option<string> server = new("--host", "-H")
        {
            Description = "server: where to listen; client: where the server is.",
            DefaultValueFactory = _ => Endpoint.DefaultHost,
        };

        Option<int?> port = CommonOptions.Number(
            "--port", "With a role: another port than the exercise's own.", least: 0, most: IPEndPoint.MaxPort);
        command.Arguments.Add(words);
        command.Options.Add(server);
        command.Options.Add(port);
        command.Bind(host, (parsed, context) => RunAsync(
            context, new LabRoom(context, commands), parsed.GetValue(words) ?? [],
            parsed.GetRequiredValue(server), parsed.GetValue(port)));
    }

    private static Task<ExitCode> RunAsync(
        CommandContext context, LabRoom room, string[] words, string host, int? port)
    {
        if (words is [var id, ServerRole or ClientRole])
        {
            var role = new LabRole(context, room, Exercise(id), host, port);
            return words[1] == ServerRole ? role.ServeAsync() : role.ActAsClientAsync();
        }

        if (port is not null)
            throw new UsageException("--port goes with one exercise and a role: sockeye lab 3.2 server --port 5300");

        return new LabRunner(context, room).RunAsync(words.Length == 0 ? LabCatalog.All : [.. words.Select(Exercise)]);
    }

    private static IExercise Exercise(string id) =>
        LabCatalog.Find(id) ?? throw new UsageException(
            $"there is no exercise '{id}'; the exercises are {Ids()}, "
            + $"and after one of them: {ServerRole}, {ClientRole}");

    private static string Ids() => string.Join(", ", LabCatalog.All.Select(exercise => exercise.Id));
}
