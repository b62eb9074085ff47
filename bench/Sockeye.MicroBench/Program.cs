using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// In this process: a generated project would be built under our own rules, of which it knows nothing.
Job job = Job.ShortRun
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(100)) // all of them in two minutes; the default is half a second
    .WithIterationCount(5);
const string LogDirectory = "artifacts/bench"; // from the root of the repository, where bench/run is
Directory.CreateDirectory(LogDirectory);
using var log = new StreamLogger(Path.Combine(LogDirectory, "micro.log"));
ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddLogger(log)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(TargetMethodColumn.Method, StatisticColumn.Mean, StatisticColumn.StdDev)
    .AddColumnProvider(DefaultColumnProviders.Metrics)
    .WithArtifactsPath(LogDirectory)
    .WithOptions(ConfigOptions.DisableLogFile);

Console.WriteLine("A minute or two; what happens meanwhile is in artifacts/bench/micro.log.");
string[] filter = args.Length > 0 ? args : ["--filter", "*"];
IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(filter, config);
bool isComplete = true;
foreach (Summary summary in summaries)
{
    Console.WriteLine($"\n{summary.BenchmarksCases[0].Descriptor.Type.Name}");
    foreach (string[] line in summary.Table.FullContentWithHeader)
        Console.WriteLine($"  {line[0],-20}{string.Concat(line.Skip(1).Select(cell => $"{cell,16}"))}");
    isComplete &= !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);
}

return isComplete ? 0 : 1;
