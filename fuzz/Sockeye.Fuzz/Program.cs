using System.Diagnostics;
using System.Globalization;
using Sockeye.Fuzz;

const int InputsOfARound = 1_000_000; // of each target, our choice: some seconds

string name = args.Length > 0 ? args[0] : "all";
bool isForever = args is [_, "forever", ..];
int inputs = args.Length > 1 && !isForever ? int.Parse(args[1], CultureInfo.InvariantCulture) : InputsOfARound;
int seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;

FuzzTarget[] targets = [.. FuzzTargets.All.Where(target => name == "all" || name == target.Name)];
if (targets.Length == 0)
{
    string names = string.Join(' ', FuzzTargets.All.Select(target => target.Name));
    Console.Error.WriteLine($"there is no target {name}; there are: {names}");
    return 2;
}

int failed = 0;
do
{
    foreach (FuzzTarget target in targets)
        failed += Try(target) ? 0 : 1;
    seed++;
}
while (isForever && failed == 0);
return failed == 0 ? 0 : 1;

bool Try(FuzzTarget target)
{
    long started = Stopwatch.GetTimestamp();
    try
    {
        int held = new Fuzzer(target, seed).Run(inputs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {held} inputs held, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, seed {seed}"));
        return true;
    }
    catch (FuzzException finding)
    {
        Console.WriteLine($"{target.Name}: seed {seed}: {finding.Message}\n{finding.InnerException}");
        return false;
    }
}
