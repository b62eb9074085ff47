using Sockeye.Shell.Options;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Calls;

/// <summary>
/// Waits as a blocking socket does: the library's never block, so the kernel does not apply SO_RCVTIMEO and SO_SNDTIMEO
/// to them (socket(7)); it is done here.
/// </summary>
internal static class SocketTimeouts
{
    private const int SolSocket = 1;
    private const int ReceiveTimeout = 20; // SO_RCVTIMEO
    private const int SendTimeout = 21; // SO_SNDTIMEO
    private const int Again = 11; // EAGAIN
    private const int InProgress = 115; // EINPROGRESS
    private const int TimeValueBytes = 16; // struct timeval

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    public static ValueTask<T> ToReceiveAsync<T>(
        ShellSocket socket, TimeProvider time, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) =>
        WithinAsync(socket, ReceiveTimeout, Again, time, call, cancel);

    public static ValueTask<T> ToSendAsync<T>(
        ShellSocket socket, TimeProvider time, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) =>
        WithinAsync(socket, SendTimeout, Again, time, call, cancel);

    public static async ValueTask ToConnectAsync(
        ShellSocket socket, TimeProvider time, Func<CancellationToken, ValueTask> call, CancellationToken cancel) =>
        await WithinAsync(
            socket, SendTimeout, InProgress, time,
            async stop =>
            {
                await call(stop);
                return true;
            },
            cancel);

    private static async ValueTask<T> WithinAsync<T>(
        ShellSocket socket, int option, int errno, TimeProvider time, Func<CancellationToken, ValueTask<T>> call,
        CancellationToken cancel)
    {
        byte[] value = new byte[TimeValueBytes];
        socket.Berkeley.Status.PeekSockOpt(SolSocket, option, value);
        TimeSpan limit = OptionCodec.ToTime(value);
        if (limit == TimeSpan.Zero)
            return await call(cancel);

        using var wait = new CancellationTokenSource(limit < LongestTimer ? limit : LongestTimer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancel);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (wait.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            CallFailure failure = ErrnoHints.Explain(errno == InProgress ? "connect" : "recv", errno);
            throw new CallFailedException(failure.Number, failure.Name, failure.Message);
        }
    }
}
