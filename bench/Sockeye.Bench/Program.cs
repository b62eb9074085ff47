using System.CommandLine;
using System.Runtime.InteropServices;
using Sockeye.Bench;
using Sockeye.Bench.Plots;
using Sockeye.Bench.Rows;
using Spectre.Console;

var rows = new Argument<string[]>("row")
{
    Description = "Which rows to measure and plots to draw; all without one.",
    Arity = ArgumentArity.ZeroOrMore,
};
rows.AcceptOnlyFromAmong([.. RowCatalog.Names, .. PlotCatalog.Names]);
var quick = new Option<bool>("--quick") { Description = "Fewer and shorter repetitions, for development." };
var sockeye = new Option<string>("--sockeye") { Description = "The published command.", Required = true, Hidden = true };
var empty = new Option<string>("--empty") { Description = "The published empty program.", Required = true, Hidden = true };
var peers = new Option<string>("--peers") { Description = "Where the C programs are.", Required = true, Hidden = true };
var kestrel = new Option<string>("--kestrel") { Description = "The published bare Kestrel.", Required = true, Hidden = true };
var vsftpd = new Option<string>("--vsftpd") { Description = "The unpacked FTP server.", Required = true, Hidden = true };
var results = new Option<string>("--results") { Description = "Where a complete run writes to.", Required = true, Hidden = true };
var drafts = new Option<string>("--drafts") { Description = "Where any other run writes to.", Required = true, Hidden = true };

var seconds = new Option<int>("--seconds")
{
    Description = "After how many seconds it ends, done or not.",
    Hidden = true,
    DefaultValueFactory = _ => 840, // a quarter of an hour, and time to end everything
};

var command = new RootCommand("Measures sockeye against its peers, on loopback, in turns.")
{
    rows, quick, sockeye, empty, peers, kestrel, vsftpd, results, drafts, seconds,
};
command.SetAction(async (parsed, cancel) =>
{
    using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true; // the children are to be ended first
        stop.Cancel();
    });
    string[] chosen = parsed.GetValue(rows) ?? [];
    bool isComplete = chosen.Length == 0 && !parsed.GetValue(quick);
    var programs = new Programs(
        parsed.GetRequiredValue(sockeye), parsed.GetRequiredValue(empty), parsed.GetRequiredValue(peers),
        parsed.GetRequiredValue(kestrel), parsed.GetRequiredValue(vsftpd));
    var run = new BenchRun(
        programs,
        parsed.GetValue(quick) ? Repetitions.Quick : Repetitions.Full,
        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        parsed.GetRequiredValue(isComplete ? results : drafts));
    return await run.RunAsync(RowCatalog.Choose(chosen), PlotCatalog.Choose(chosen), stop.Token);
});
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 200; // a log has no edge
    AnsiConsole.Profile.Capabilities.Ansi = false;
}

// Time to end all children after a Ctrl-C or a SIGTERM.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
return await command.Parse(args).InvokeAsync(invocation);
