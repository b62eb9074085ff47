namespace Sockeye.EndToEnd.Processes;

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>It ended with that code; otherwise the failure tells what it printed.</summary>
    public void AssertExit(int code) => Assert.True(ExitCode == code, $"not {code}: {this}");
}
