namespace Sockeye.Cli.Commands.Talk;

/// <summary>Where a person types, and sees what the other one says.</summary>
internal interface ITalkConsole : IDisposable
{
    /// <summary>The lines typed, each when it is whole. Ends with the input.</summary>
    IAsyncEnumerable<string> ReadLinesAsync(CancellationToken stop);

    /// <summary>Shows a line of the other party. Called from any thread.</summary>
    void ShowPeerLine(string line);
}
