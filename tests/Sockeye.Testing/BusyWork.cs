using Sockeye.Fairness;

namespace Sockeye.Testing;

/// <summary>Takes the turns of heavy work, so that nobody else has one.</summary>
public static class BusyWork
{
    /// <summary>Takes all of them, until the result is disposed.</summary>
    public static async Task<IDisposable> TakeAllAsync(HeavyWork work)
    {
        var taken = new Taken();
        for (int turn = 0; turn < HeavyWork.HalfTheProcessors; turn++)
        {
            WorkPlace place = work.Enter([PeerNetwork.Local]);
            taken.Places.Add(place);
            await place.StepAsync(CancellationToken.None);
        }

        return taken;
    }

    private sealed class Taken : IDisposable
    {
        public List<WorkPlace> Places { get; } = [];

        public void Dispose() => Places.ForEach(place => place.Dispose());
    }
}
