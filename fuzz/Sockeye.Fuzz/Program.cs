using System.Diagnostics;
using Sockeye.Fuzz;

// dotnet run -c Release --project fuzz/Sockeye.Fuzz [target|all] [inputs] [seed]
string name = args.Length > 0 ? args[0] : "all";
int inputs = args.Length > 1 ? int.Parse(args[1]) : 1_000_000;
int seed = args.Length > 2 ? int.Parse(args[2]) : 1;

foreach (FuzzTarget target in FuzzTargets.All.Where(target => name == "all" || name == target.Name))
{
    long started = Stopwatch.GetTimestamp();
    new Fuzzer(target, seed).Run(inputs);
    TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
    Console.WriteLine($"{target.Name}: {inputs} inputs held, {elapsed.TotalSeconds:0.0} s, seed {seed}");
}
