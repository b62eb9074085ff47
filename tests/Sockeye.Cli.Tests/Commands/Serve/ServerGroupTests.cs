using Sockeye.Cli.Commands.Serve;
using Sockeye.Serving;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class ServerGroupTests
{
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_fails_ends_the_others_and_its_failure_is_told()
    {
        var failure = new IOException("cannot listen any more");
        Task<ServeOutcome> other = Task.FromResult(ServeOutcome.Drained);

        Task<ServeOutcome[]> running = ServerGroup.RunAllAsync(
            [
                (stop, insist) => other = UntilInsistedAsync(stop, insist),
                (_, _) => Task.FromException<ServeOutcome>(failure),
            ],
            CancellationToken.None,
            CancellationToken.None);

        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => running));
        Assert.Equal(ServeOutcome.CutOff, await other);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_is_done_leaves_the_others_alone()
    {
        using var signal = new CancellationTokenSource();

        Task<ServeOutcome[]> running = ServerGroup.RunAllAsync(
            [(_, _) => Task.FromResult(ServeOutcome.Drained), UntilInsistedAsync], signal.Token, signal.Token);
        Assert.False(running.IsCompleted);
        signal.Cancel();

        Assert.Equal([ServeOutcome.Drained, ServeOutcome.CutOff], await running);
    }

    private static async Task<ServeOutcome> UntilInsistedAsync(CancellationToken stop, CancellationToken insist)
    {
        foreach (CancellationToken signal in new[] { stop, insist })
        {
            var signalled = new TaskCompletionSource();
            await using CancellationTokenRegistration waiting = signal.Register(signalled.SetResult);
            await signalled.Task;
        }

        return ServeOutcome.CutOff;
    }
}
