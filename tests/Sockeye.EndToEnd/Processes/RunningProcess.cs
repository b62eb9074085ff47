using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Sockeye.Protocols.Text;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Processes;

/// <summary>A program that a test has started: fed and read while it runs, killed at the end of the test.</summary>
/// <remarks>
/// Each wait is for something that happens, and ends when it does. The safety time-out is only there so that a mistake
/// fails with everything the program has printed, instead of hanging.
/// </remarks>
internal sealed class RunningProcess : IAsyncDisposable
{
    private const int FirstSignal = 128; // from here on the exit code tells which signal ended it

    private readonly Process _process;
    private readonly string _name;
    private readonly Task _readingError;
    private Task _readingOutput = Task.CompletedTask;

    private RunningProcess(ProcessStartInfo start, bool holdsOutput)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        _name = $"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}";
        _process = Process.Start(start)!;
        _readingError = Error.ReadAsync(_process.StandardError.BaseStream);
        if (!holdsOutput)
            ReadOutput();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public PrintedBytes Output { get; } = new();

    public PrintedBytes Error { get; } = new();

    /// <summary>Processor time used so far, in user and kernel mode.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program.</summary>
    public static RunningProcess Start(string program, params string[] arguments) =>
        Start(new ProcessStartInfo(program, arguments));

    /// <summary>Starts a program.</summary>
    /// <param name="start">Which, and how.</param>
    /// <param name="holdsOutput">Leaves its output unread, so that it blocks, until <see cref="ReadOutput"/>.</param>
    public static RunningProcess Start(ProcessStartInfo start, bool holdsOutput = false) => new(start, holdsOutput);

    /// <summary>Runs a program to its end, with nothing on its standard input.</summary>
    public static async Task<ProcessResult> RunAsync(string program, params string[] arguments)
    {
        await using RunningProcess process = Start(program, arguments);
        process.EndInput();
        return await process.ResultAsync();
    }

    /// <summary>Begins to read what was left unread.</summary>
    public void ReadOutput() => _readingOutput = Output.ReadAsync(_process.StandardOutput.BaseStream);

    /// <summary>Writes to its standard input.</summary>
    public Task FeedAsync(string text) => FeedAsync(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="FeedAsync(string)"/>
    public async Task FeedAsync(byte[] bytes)
    {
        Stream input = _process.StandardInput.BaseStream;
        await WithinAsync(DoAsync(), "taking its input");

        async Task<bool> DoAsync()
        {
            await Task.Yield(); // writing to a pipe blocks
            await input.WriteAsync(bytes);
            await input.FlushAsync();
            return true;
        }
    }

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.BaseStream.Dispose();

    /// <summary>Writes to its standard input, and ends it.</summary>
    public async Task FeedAllAsync(byte[] bytes)
    {
        await FeedAsync(bytes);
        EndInput();
    }

    public void Signal(Signal signal) => Signals.Send(Id, signal);

    /// <summary>Waits until its standard error has a match of <paramref name="pattern"/>.</summary>
    public async Task<Match> ErrorAsync(string pattern) => await MatchAsync(Error, pattern);

    /// <summary>Waits until its standard output has a match of <paramref name="pattern"/>.</summary>
    public async Task<Match> OutputAsync(string pattern) => await MatchAsync(Output, pattern);

    /// <summary>Waits until it has printed so many bytes.</summary>
    public async Task OutputBytesAsync(long count)
    {
        bool came = await WithinAsync(Output.UntilAsync(output => output.Length >= count), $"printing {count} bytes");
        Assert.True(came, $"its output ended before {count} bytes\n{Describe()}");
    }

    /// <summary>Waits until it has closed its standard output.</summary>
    /// <returns>All of it.</returns>
    public async Task<byte[]> OutputEndAsync()
    {
        await WithinAsync(Output.UntilAsync(static _ => false), "closing its output");
        return Output.ToArray();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        await WithinAsync(DoAsync(), "exiting");
        return _process.ExitCode;

        async Task<bool> DoAsync()
        {
            await _process.WaitForExitAsync();
            await Task.WhenAll(_readingOutput, _readingError);
            return true;
        }
    }

    /// <summary>Waits for its end, with that exit code.</summary>
    public async Task AssertExitAsync(int code) => Assert.True(await ExitAsync() == code, $"not {code}: {Describe()}");

    /// <summary>Watches it for a while: for a test that it does <i>not</i> end.</summary>
    public async Task<bool> ExitsWithinAsync(TimeSpan time)
    {
        using var watch = new CancellationTokenSource(time);
        try
        {
            await _process.WaitForExitAsync(watch.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for its end, and tells what it printed.</summary>
    public async Task<ProcessResult> ResultAsync() => new(await ExitAsync(), Output.Text, Error.Text);

    /// <summary>What it is and what it has printed, for the message of a failed test.</summary>
    public string Describe() =>
        $"{_name}\nexit code: {(HasExited ? _process.ExitCode : "still running")}"
        + $"\noutput ({Output.Length} bytes): {Shorten(Output.Text)}\nerror: {Shorten(Error.Text)}";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        else if (_process.ExitCode > FirstSignal) // a failed test shows it
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"ended by a signal: {Describe()}");
        }

        _process.Dispose();
    }

    private static string Shorten(string text)
    {
        const int shown = 2000;
        return text.Length <= 2 * shown
            ? PrintableText.Escape(text, maxChars: 2 * shown)
            : $"{PrintableText.Escape(text[..shown])} … {PrintableText.Escape(text[^shown..])}";
    }

    private async Task<Match> MatchAsync(PrintedBytes printed, string pattern)
    {
        bool came = await WithinAsync(
            printed.UntilAsync(all => Regex.IsMatch(all.Text, pattern)), $"printing '{pattern}'");
        Assert.True(came, $"it did not print '{pattern}'\n{Describe()}");
        return Regex.Match(printed.Text, pattern);
    }

    private async Task<T> WithinAsync<T>(Task<T> wait, string what)
    {
        try
        {
            return await wait.WaitAsync(SafetyNet.Time);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what} did not happen within {SafetyNet.Time.TotalSeconds} s\n{Describe()}");
            throw;
        }
    }
}
